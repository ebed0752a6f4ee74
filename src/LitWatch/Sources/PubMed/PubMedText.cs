using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>Pieces that articles and books of PubMed share, as plain text.</summary>
internal static class PubMedText
{
    /// <summary>An Abstract or OtherAbstract with its labels, added to <paramref name="sections"/>.</summary>
    public static void ReadAbstract(PubMedWalk walk, List<AbstractSection> sections)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            if (walk.Name is not "AbstractText")
            {
                continue;
            }

            var label = PlainText.Normalize(walk.Attribute("Label"));
            if (walk.Text() is { } text)
            {
                sections.Add(new AbstractSection(label, text));
            }
        }
    }

    /// <summary>MedlinePgn, else what StartPage and EndPage make.</summary>
    public static string? ReadPages(PubMedWalk walk)
    {
        string? first = null, last = null, pages = null;
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "StartPage":
                    first ??= walk.Text();
                    break;
                case "EndPage":
                    last ??= walk.Text();
                    break;
                case "MedlinePgn":
                    pages ??= walk.Text();
                    break;
            }
        }

        return pages ?? (first is not null && last is not null ? $"{first}-{last}" : first);
    }

    /// <summary>One KeywordList (there is one of each owner), added to <paramref name="keywords"/>.</summary>
    public static void ReadKeywords(PubMedWalk walk, List<string> keywords)
    {
        var elements = new List<string?>();
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            if (walk.Name is "Keyword")
            {
                elements.Add(walk.Term());
            }
        }

        foreach (var keyword in KeywordList.Split(elements))
        {
            AddNew(keywords, keyword);
        }
    }

    /// <summary>
    /// <c>entrez</c> is CRDT, <c>pubmed</c> EDAT, <c>medline</c> MHDA (dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/att-PubStatus-c.html).
    /// PubMed states an MHDA also for records that are not indexed yet; it is then the day they came in.
    /// </summary>
    public static ArticleDates ReadHistory(PubMedWalk walk, ArticleDates dates)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            dates = walk.Attribute("PubStatus") switch
            {
                "entrez" => dates with { Created = dates.Created ?? PubMedDates.ReadDay(walk) },
                "pubmed" => dates with { Entered = dates.Entered ?? PubMedDates.ReadDay(walk) },
                "medline" => dates with { Indexed = dates.Indexed ?? PubMedDates.ReadDay(walk) },
                _ => dates,
            };
        }

        return dates;
    }

    /// <summary>Adds <paramref name="text"/> unless it is empty or there already.</summary>
    public static void AddNew(List<string> list, string? text)
    {
        if (text is not null && !list.Contains(text))
        {
            list.Add(text);
        }
    }
}
