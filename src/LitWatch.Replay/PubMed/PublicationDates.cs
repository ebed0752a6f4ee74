using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LitWatch.Replay.Corpora;

namespace LitWatch.Replay.PubMed;

/// <summary>Publication dates of a citation. A missing month is January, a missing day the first; seasons begin in January, April, July and October (PubMed help).</summary>
internal static partial class PublicationDates
{
    public static IEnumerable<DateOnly> Of(XElement citation) => citation
        .Descendants()
        .Where(e => e.Name.LocalName is "PubDate" or "ArticleDate" or "ContributionDate")
        .Where(e => e.Ancestors("ReferenceList").FirstOrDefault() is null)
        .Select(Read)
        .OfType<DateOnly>();

    public static DateOnly? Read(XElement date)
    {
        if (date.Element("MedlineDate")?.Value is { } text)
        {
            return Year().Match(text) is { Success: true } year
                ? new DateOnly(int.Parse(year.Value, CultureInfo.InvariantCulture), Word().Matches(text).Select(w => MonthOf(w.Value)).FirstOrDefault(m => m is not null) ?? 1, 1)
                : null;
        }

        var season = date.Element("Season")?.Value;
        return CorpusDates.DateOf(date) is { } read && season is not null ? new DateOnly(read.Year, MonthOf(season) ?? 1, 1) : CorpusDates.DateOf(date);
    }

    private static int? MonthOf(string word) => word.ToLowerInvariant() switch
    {
        "winter" => 1,
        "spring" => 4,
        "summer" => 7,
        "fall" or "autumn" => 10,
        _ => CorpusDates.MonthOf(word),
    };

    [GeneratedRegex("(?:1[5-9]|2[0-9])[0-9]{2}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Year();

    [GeneratedRegex("[A-Za-z]{3,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
