using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>The authors of a record: of its AuthorLists, those of authors, and those of editors only where no author is named.</summary>
internal sealed class PubMedAuthors
{
    private readonly List<Author> authors = [];
    private readonly List<Author> editors = [];

    public IReadOnlyList<Author> Authors => authors.Count > 0 ? authors : editors;

    /// <summary>Authors in order. A name marked as misspelt (<c>ValidYN="N"</c>) stands beside its correction, so it is left out.</summary>
    public void ReadList(PubMedWalk walk)
    {
        var valid = walk.Attribute("Type") == "editors" ? editors : authors;
        List<Author>? misspelt = null;
        var before = valid.Count;
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            if (walk.Name is not "Author")
            {
                continue;
            }

            var isValid = walk.Attribute("ValidYN") != "N";
            if (Author(walk) is { } author)
            {
                (isValid ? valid : misspelt ??= []).Add(author);
            }
        }

        if (valid.Count == before && misspelt is not null)
        {
            valid.AddRange(misspelt);
        }
    }

    /// <summary>
    /// Suffix (Jr, 3rd) is passed over: the Article contract has no place for it, and in <see cref="Articles.Author.Family"/> it would part one person's
    /// records, because other sources state it apart or not at all.
    /// </summary>
    private static Author? Author(PubMedWalk walk)
    {
        string? family = null, given = null, initials = null, collective = null, orcid = null;
        List<string>? affiliations = null;
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "LastName":
                    family ??= walk.Text();
                    break;
                case "ForeName" or "FirstName":
                    given ??= walk.Text();
                    break;
                case "Initials":
                    initials ??= walk.Term();
                    break;
                case "CollectiveName":
                    collective ??= walk.Text();
                    break;
                case "Identifier" when orcid is null && walk.Attribute("Source") == "ORCID":
                    orcid = Orcid.Normalize(walk.Content());
                    break;
                case "AffiliationInfo":
                    for (var info = walk.Depth; walk.NextChild(info);)
                    {
                        Affiliation(walk, ref affiliations);
                    }

                    break;
                default:
                    Affiliation(walk, ref affiliations);
                    break;
            }
        }

        return (family ?? given ?? collective) is null
            ? null
            : new Author { Family = family, Given = given, Initials = initials, Collective = collective, Orcid = orcid, Affiliations = affiliations ?? (IReadOnlyList<string>)[] };
    }

    private static void Affiliation(PubMedWalk walk, ref List<string>? affiliations)
    {
        if (walk.Name is "Affiliation" && walk.Text() is { } text && affiliations?.Contains(text) is not true)
        {
            (affiliations ??= []).Add(text);
        }
    }
}
