using System.Text.RegularExpressions;
using LitWatch.Articles;
using LitWatch.Sources.PubMed;

namespace LitWatch.Sources.Pages;

/// <summary>
/// A citation in the style of Vancouver, as NLM and most medical journals write it: <c>Doe J, Roe R. Title. J Abbrev. 2022;12(2):e2022088.</c>
/// https://www.ncbi.nlm.nih.gov/books/NBK7282/
/// </summary>
internal sealed partial record CitationText(IReadOnlyList<Author> Authors, string? Title, Journal Journal, PartialDate? Published)
{
    /// <summary>Null for what is no such citation.</summary>
    public static CitationText? Of(string text)
    {
        if (Place().Match(text) is not { Success: true } place)
        {
            return null;
        }

        // Before the year: authors, title, journal. The journal's abbreviation has no points within, or it would part at each.
        string[] parts = [.. Sentence().Split(text[..place.Index].Trim()).Select(part => PlainText.Normalize(part)?.Trim(' ', '.')).OfType<string>().Where(part => part.Length > 0)];
        if (parts.Length < 2)
        {
            return null;
        }

        var named = parts.Length > 2 && Names().IsMatch(parts[0]);
        var title = string.Join(". ", parts[(named ? 1 : 0)..^1]);
        var pages = place.Groups["pages"].Value.Replace('–', '-').TrimEnd('.', '-');
        return new CitationText(
            named ? [.. parts[0].Split(',', StringSplitOptions.TrimEntries).Where(name => name is not "et al").Select(PersonName.Of).OfType<Author>()] : [],
            title.Length == 0 ? null : title,
            new Journal { Title = parts[^1], IsoAbbreviation = parts[^1], Volume = Given(place, "volume"), Issue = Given(place, "issue"), Pages = pages.Length == 0 ? null : pages },
            PubMedDates.Free($"{place.Groups["year"].Value} {place.Groups["month"].Value}"));
    }

    private static string? Given(Match match, string group) => PlainText.Normalize(match.Groups[group].Value);

    /// <summary>Year, month, volume, issue and pages.</summary>
    [GeneratedRegex(@"\b(?<year>(?:19|20)\d{2})(?:\s+(?<month>\p{Lu}\p{L}{2,8}(?:-\p{Lu}\p{L}{2,8})?(?:\s+\d{1,2})?))?\s*;\s*(?<volume>[\w.-]+(?:\s+Suppl\s*\d*)?)?\s*(?:\((?<issue>[^()]{1,30})\))?\s*:\s*(?<pages>[A-Za-z]{0,3}\d[\w.]*(?:\s?[-–]\s?[A-Za-z]?\d[\w]*)?)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();

    /// <summary>Where a part ends: a point, a question or an exclamation mark before a space.</summary>
    [GeneratedRegex(@"(?<=[?!])\s+|\.\s+|\.$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sentence();

    /// <summary>Names with initials behind them, or a group's.</summary>
    [GeneratedRegex(@"^(?:[\p{L}'’ -]+ \p{Lu}{1,4}(?:,\s*|$)|et al$)+|(?:Group|Consortium|Investigators|Network)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Names();
}
