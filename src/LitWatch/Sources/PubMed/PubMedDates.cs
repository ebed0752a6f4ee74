using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>Dates of PubMed XML: Year, Month (<c>Feb</c>, <c>02</c>, <c>2</c>), Day, or Season, or the free text of MedlineDate.</summary>
internal static partial class PubMedDates
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>As precise as the element is; a range means its beginning, a season of the weather only its year.</summary>
    public static PartialDate? Partial(XElement? date)
    {
        if (date is null)
        {
            return null;
        }

        var year = Number(date.Element("Year")?.Value);
        return year is null
            ? Free(date.Element("MedlineDate")?.Value)
            : PartialDate.Of(year, Month(date.Element("Month")?.Value ?? date.Element("Season")?.Value), Number(date.Element("Day")?.Value));
    }

    /// <summary>A whole day, or null: dates of the database's own history are never guessed.</summary>
    public static DateOnly? Day(XElement? date) => Partial(date) is { Precision: 3 } full ? full.Earliest : null;

    /// <summary>
    /// <c>1998 Dec-1999 Jan</c>, <c>2000 Spring</c>, <c>1976-1977</c>, <c>2012 Oct 1-15</c>, <c>Jan-Feb 2005</c>: the beginning of the range,
    /// since an article is out from then on.
    /// </summary>
    public static PartialDate? Free(string? text)
    {
        var year = Year().Match(text ?? "");
        if (!year.Success)
        {
            return null;
        }

        var beginning = Dash().Split(text!)[0];
        var day = DayOfMonth().Match(beginning);
        return PartialDate.Of(Number(year.Value), Month(beginning), day.Success ? Number(day.Groups["day"].Value) : null);
    }

    /// <summary>
    /// The earliest of the dates known to the day; where none is, the most precise, and of those the earliest.
    /// PubMed gives the issue's cover date (PubDate) and the date of electronic publication (ArticleDate); an article is out at the first of them.
    /// </summary>
    public static PartialDate? EarliestFull(IEnumerable<PartialDate?> dates) =>
        dates.OfType<PartialDate>().OrderByDescending(date => date.Precision).ThenBy(date => date).Cast<PartialDate?>().FirstOrDefault();

    private static int? Month(string? text)
    {
        if (Number(text) is { } number)
        {
            return number;
        }

        var name = MonthName().Match(text ?? "");
        return name.Success ? Array.IndexOf(Months, name.Groups["month"].Value.ToLowerInvariant()) + 1 : null;
    }

    private static int? Number(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\b(?:1[4-9]|20)\d\d\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Year();

    [GeneratedRegex("[-–/]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dash();

    [GeneratedRegex(@"\b(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t(?:ember)?|ober|ember)?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MonthName();

    [GeneratedRegex(@"[A-Za-z]\.?\s+(?<day>\d{1,2})\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DayOfMonth();
}
