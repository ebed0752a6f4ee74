using System.Globalization;
using System.Text.RegularExpressions;
using LitWatch.Articles;
using LitWatch.Sources.PubMed;

namespace LitWatch.Sources.Pages;

/// <summary>Dates as pages write them: <c>2012/05/30</c>, <c>2012-5</c>, <c>2012-05-30T10:00Z</c>, <c>05/30/2012</c>, <c>30 May 2012</c>, <c>May 30, 2012</c>, <c>April 2022</c>.</summary>
internal static partial class PageDate
{
    public static PartialDate? Of(string? text)
    {
        var date = PlainText.Normalize(text) ?? "";
        if (YearFirst().Match(date) is { Success: true } iso)
        {
            return PartialDate.Of(Number(iso, "y"), Number(iso, "m"), Number(iso, "d"));
        }

        if (YearLast().Match(date) is { Success: true } numbers)
        {
            // Month first, as in the country of most publishers, unless that is no month.
            var (one, two) = (Number(numbers, "a"), Number(numbers, "b"));
            return one > 12 ? PartialDate.Of(Number(numbers, "y"), two, one) : PartialDate.Of(Number(numbers, "y"), one, two);
        }

        return DayFirst().Match(date) is { Success: true } day ? PubMedDates.Free($"{day.Groups["y"].Value} {day.Groups["m"].Value} {day.Groups["d"].Value}")
            : PubMedDates.Free(date);
    }

    private static int? Number(Match match, string group) =>
        int.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(?<y>\d{4})(?:[-/.](?<m>\d{1,2})(?:[-/.](?<d>\d{1,2}))?)?(?!\d)(?:T.*|\s+\d.*|Z)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?<a>\d{1,2})[-/.](?<b>\d{1,2})[-/.](?<y>\d{4})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^(?:\p{L}+,?\s+)?(?<d>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?<m>\p{L}{3,})\.?,?[\s-]+(?<y>\d{4})\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DayFirst();
}
