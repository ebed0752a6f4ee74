using System.Text.RegularExpressions;
using LitWatch.Articles;

namespace LitWatch.Sources.Pages;

/// <summary>Keywords as authors write them under an abstract: a label in one of its spellings, and a list.</summary>
internal static partial class KeywordLine
{
    private const int LongestKeyword = 120;

    /// <summary>True for a line that begins with the label.</summary>
    /// <param name="list">What follows on the same line; empty when the list comes after.</param>
    public static bool IsLabelled(string line, out string list)
    {
        var match = Label().Match(line);
        list = match.Success ? line[match.Length..].Trim() : "";
        // Without a colon the label must stand alone: a sentence may begin with "Keywords were searched".
        return match.Success && (list.Length == 0 || match.Groups["mark"].Length > 0);
    }

    /// <summary>The keywords of a list: parted by semicolons or bullets where there are any, else by commas outside of brackets.</summary>
    public static IReadOnlyList<string> Split(string list)
    {
        var bullets = list.IndexOfAny([';', '•', '·', '|', '∙', '●']) >= 0;
        IEnumerable<string> parts = bullets ? list.Split([';', '•', '·', '|', '∙', '●']) : Commas().Split(list);
        return [.. parts.Select(part => PlainText.Normalize(part)?.TrimEnd('.', ',', ' ')).OfType<string>().Where(part => part.Length is > 0 and <= LongestKeyword).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    [GeneratedRegex(
        @"^\W{0,3}(?:(?:author(?:'s|s)?|additional|main)\s+)?(?:key\s?-?\s?(?:words?|terms?)(?:\s+and\s+phrases)?|index(?:ing)?\s+(?:words|terms)|mots[\s-]*cl[eé]s|palabras[\s-]*clave|palavras[\s-]*chave|parole[\s-]*chiave|schl(?:ü|ue)sselw(?:ö|oe)rter|ключевые\s+слова|关键词)(?:\s*\([^)]{0,30}\))?\s*(?<mark>[:.：—–-]?)\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"[,，、](?![^(\[]*[)\]])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Commas();
}
