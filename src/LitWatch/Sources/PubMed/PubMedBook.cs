using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// One <c>PubmedBookArticle</c>: a chapter (the book stands where other articles have their journal), or a whole book (its title is the article's).
/// </summary>
internal sealed class PubMedBook
{
    private readonly PubMedIds ids = new();
    private readonly PubMedAuthors authors = new();
    private readonly PubMedAuthors bookAuthors = new();
    private readonly PubMedLinks links = new();
    private readonly List<AbstractSection> sections = [];
    private readonly List<AbstractSection> otherSections = [];
    private readonly List<string> languages = [];
    private readonly List<string> types = [];
    private readonly List<string> keywords = [];
    private string? chapter;
    private string? vernacularTitle;
    private string? pages;
    private string? bookTitle;
    private string? volume;
    private PartialDate? contributed;
    private PartialDate? bookPublished;
    private ArticleDates dates = new();

    private PubMedBook()
    {
    }

    public static Article Read(PubMedWalk walk, ParseReport report, DateTimeOffset? retrieved)
    {
        var book = new PubMedBook();
        if (walk.Name is "BookDocument")
        {
            book.ReadDocument(walk);
        }
        else
        {
            for (var depth = walk.Depth; walk.NextChild(depth);)
            {
                switch (walk.Name)
                {
                    case "BookDocument":
                        book.ReadDocument(walk);
                        break;
                    case "PubmedBookData":
                        book.ReadData(walk);
                        break;
                }
            }
        }

        return book.ToArticle(report, retrieved);
    }

    private Article ToArticle(ParseReport report, DateTimeOffset? retrieved)
    {
        ids.Report(report);
        var title = chapter ?? bookTitle;
        return new Article
        {
            Id = ids.ArticleId(title),
            Pmid = ids.Pmid,
            Doi = ids.Doi,
            Pmcid = ids.Pmcid,
            Title = title,
            VernacularTitle = vernacularTitle,
            Abstract = sections.Count > 0 ? sections : otherSections,
            Authors = authors.Authors.Count > 0 ? authors.Authors : bookAuthors.Authors,
            Journal = chapter is null || bookTitle is null ? null : new Journal { Title = bookTitle, Volume = volume, Pages = pages },
            Published = contributed ?? bookPublished,
            Languages = languages,
            PublicationTypes = types,
            Keywords = keywords,
            Links = links.Links,
            Dates = dates,
            Records = ids.Records(title, retrieved),
        };
    }

    private void ReadDocument(PubMedWalk walk)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "PMID":
                    ids.ReadPmid(walk);
                    break;
                case "ArticleIdList":
                    ids.ReadList(walk);
                    break;
                case "Book":
                    ReadBook(walk);
                    break;
                case "ArticleTitle":
                    chapter ??= walk.Text();
                    break;
                case "VernacularTitle":
                    vernacularTitle ??= walk.Text();
                    break;
                case "Pagination":
                    pages ??= PubMedText.ReadPages(walk);
                    break;
                case "Language":
                    PubMedText.AddNew(languages, walk.Term()?.ToLowerInvariant());
                    break;
                case "AuthorList":
                    authors.ReadList(walk);
                    break;
                case "PublicationType":
                    PubMedText.AddNew(types, walk.Term());
                    break;
                case "Abstract" when sections.Count == 0:
                    PubMedText.ReadAbstract(walk, sections);
                    break;
                case "OtherAbstract" when otherSections.Count == 0:
                    PubMedText.ReadAbstract(walk, otherSections);
                    break;
                case "KeywordList":
                    PubMedText.ReadKeywords(walk, keywords);
                    break;
                case "CommentsCorrectionsList":
                    links.ReadCorrections(walk);
                    break;
                case "ReferenceList":
                    links.ReadReferences(walk);
                    break;
                case "ContributionDate":
                    contributed ??= PubMedDates.Read(walk);
                    break;
                case "DateRevised":
                    dates = dates with { Revised = dates.Revised ?? PubMedDates.ReadDay(walk) };
                    break;
            }
        }
    }

    private void ReadBook(PubMedWalk walk)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "BookTitle":
                    bookTitle ??= walk.Text();
                    break;
                case "Volume":
                    volume ??= walk.Text();
                    break;
                case "PubDate":
                    bookPublished ??= PubMedDates.Read(walk);
                    break;
                case "AuthorList":
                    bookAuthors.ReadList(walk);
                    break;
                case "ELocationID":
                    ids.ReadLocation(walk);
                    break;
            }
        }
    }

    private void ReadData(PubMedWalk walk)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            if (walk.Name is "History")
            {
                dates = PubMedText.ReadHistory(walk, dates);
            }
            else if (walk.Name is "ArticleIdList")
            {
                ids.ReadList(walk);
            }
        }
    }
}
