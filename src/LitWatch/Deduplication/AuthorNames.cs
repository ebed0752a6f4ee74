using LitWatch.Articles;

namespace LitWatch.Deduplication;

/// <summary>Who wrote a work, by family names: given names are written in full, as initials, or not at all.</summary>
internal sealed class AuthorNames
{
    /// <summary>Shorter parts of a family name (van, de, El) are shared by people who have nothing in common.</summary>
    private const int MinPart = 4;

    private readonly List<string[]> _families;

    private AuthorNames(List<string[]> families) => _families = families;

    /// <summary>The first author's family name, in letters and digits.</summary>
    public string First => string.Concat(_families[0]);

    public static AuthorNames? Of(Article article)
    {
        var families = article.Authors.Select(author => author.Family ?? author.Collective ?? author.Given ?? "").Select(name => WorkTitle.WordsOf(name).Select(Plain).ToArray()).Where(words => words.Length > 0).ToList();
        return families.Count == 0 ? null : new(families);
    }

    public static Agreement Compare(AuthorNames? one, AuthorNames? other)
    {
        if (one is null || other is null)
        {
            return Agreement.Unknown;
        }

        var (few, many) = one._families.Count <= other._families.Count ? (one._families, other._families) : (other._families, one._families);
        var common = Math.Min(few.Count(family => many.Exists(theirs => IsSame(family, theirs))), many.Count(family => few.Exists(theirs => IsSame(family, theirs))));
        var first = IsSame(one._families[0], other._families[0]);
        return (first, 2 * common >= few.Count) switch
        {
            (true, true) => Agreement.Same,
            (true, false) => Agreement.Part,
            (false, true) => Agreement.Near,
            _ => common > 0 ? Agreement.Weak : Agreement.Different,
        };
    }

    // Müller is written Muller and Mueller.
    private static string Plain(string word) => word.Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ue", "u", StringComparison.Ordinal);

    private static bool IsSame(string[] one, string[] other) =>
        string.Concat(one) is var name && string.Concat(other) is var theirs
        && (name == theirs || WorkTitle.Similarity(name, theirs) >= 0.8 || one.Any(part => part.Length >= MinPart && other.Contains(part, StringComparer.Ordinal)));
}
