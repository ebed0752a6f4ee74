using LitWatch.Articles;
using LitWatch.Sources.Files;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// The authors of a record in MEDLINE text: FAU begins one, AU tells the initials (or, in old records, is the author), AUID and AD follow the author they belong to. An AD that
/// comes before them all is that of the first, the only one NLM kept until 2014.
/// </summary>
internal static class MedlineAuthors
{
    public static IReadOnlyList<Author> Of(TaggedRecord record)
    {
        var authors = new List<Author>();
        var isFull = false;
        var early = new List<string>();
        foreach (var (tag, value) in record.Fields)
        {
            switch (tag)
            {
                case "FAU":
                    authors.Add(Full(value));
                    isFull = true;
                    break;
                case "AU" when isFull:
                    authors[^1] = authors[^1] with { Initials = Initials(value) };
                    isFull = false;
                    break;
                case "AU":
                    authors.Add(Short(value));
                    break;
                case "CN":
                    authors.Add(new Author { Collective = value });
                    isFull = false;
                    break;
                case "AUID" when authors.Count > 0:
                    authors[^1] = authors[^1] with { Orcid = authors[^1].Orcid ?? Orcid.Normalize(value) };
                    break;
                case "AD" when authors.Count > 0:
                    authors[^1] = authors[^1] with { Affiliations = [.. authors[^1].Affiliations, value] };
                    break;
                case "AD":
                    early.Add(value);
                    break;
            }
        }

        if (early.Count > 0 && authors.Count > 0)
        {
            authors[0] = authors[0] with { Affiliations = [.. early, .. authors[0].Affiliations] };
        }

        return authors;
    }

    /// <summary><c>Doe, Jane A</c>.</summary>
    private static Author Full(string name)
    {
        var parts = name.Split(',', 2, StringSplitOptions.TrimEntries);
        return new Author { Family = parts[0], Given = parts is [_, { Length: > 0 } given] ? given : null };
    }

    /// <summary><c>Doe JA</c>.</summary>
    private static Author Short(string name) => Initials(name) is { } initials ? new Author { Family = name[..^(initials.Length + 1)], Initials = initials } : new Author { Family = name };

    private static string? Initials(string name)
    {
        var last = name[(name.LastIndexOf(' ') + 1)..];
        return last.Length < name.Length && last.Length <= 4 && last.All(char.IsUpper) ? last : null;
    }
}
