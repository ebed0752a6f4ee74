using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace LitWatch.Replay.Corpora;

/// <summary>Moves the dates that a database gave to a record; dates of publication are facts of the citation and stay.</summary>
internal static class CorpusDates
{
    private static readonly HashSet<string> DatabaseDates = new(StringComparer.Ordinal) { "DateCompleted", "DateRevised", "DateCreated" };
    private static readonly HashSet<string> DatabaseStatuses = new(StringComparer.OrdinalIgnoreCase) { "entrez", "pubmed", "medline" };

    public static void Shift(XElement record, int days)
    {
        if (days == 0)
        {
            return;
        }

        foreach (var element in record.DescendantsAndSelf().Where(IsDatabaseDate))
        {
            if (DateOf(element) is { } date)
            {
                var moved = date.AddDays(days);
                Set(element, "Year", moved.Year);
                Set(element, "Month", moved.Month);
                Set(element, "Day", moved.Day);
            }
        }
    }

    public static void Shift(JsonObject work, int days)
    {
        if (days == 0)
        {
            return;
        }

        foreach (var name in (string[])["created", "deposited", "indexed"])
        {
            if (work[name] is JsonObject date)
            {
                Shift(date, TimeSpan.FromDays(days));
            }
        }
    }

    /// <summary>Year, Month (number or English short name) and Day of a PubMed date element.</summary>
    public static DateOnly? DateOf(XElement element)
    {
        if (!int.TryParse(element.Element("Year")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1 or > 9999)
        {
            return null;
        }

        var month = MonthOf(element.Element("Month")?.Value) ?? 1;
        var day = int.TryParse(element.Element("Day")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var d) ? d : 1;
        return new DateOnly(year, month, Math.Clamp(day, 1, DateTime.DaysInMonth(year, month)));
    }

    public static int? MonthOf(string? text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number is >= 1 and <= 12 ? number : null;
        }

        var names = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames;
        var index = text is { Length: >= 3 } ? Array.FindIndex(names, n => n.Length > 0 && text.StartsWith(n, StringComparison.OrdinalIgnoreCase)) : -1;
        return index < 0 ? null : index + 1;
    }

    private static bool IsDatabaseDate(XElement element) =>
        DatabaseDates.Contains(element.Name.LocalName)
        || (element.Name.LocalName == "PubMedPubDate" && DatabaseStatuses.Contains(element.Attribute("PubStatus")?.Value ?? ""));

    private static void Set(XElement element, string name, int value)
    {
        if (element.Element(name) is { } part)
        {
            // History writes 1, DateRevised writes 01.
            var wide = name != "Year" && (element.Name.LocalName != "PubMedPubDate" || part.Value.StartsWith('0'));
            part.Value = value.ToString(CultureInfo.InvariantCulture).PadLeft(wide ? 2 : 1, '0');
        }
    }

    private static void Shift(JsonObject date, TimeSpan by)
    {
        if (date["date-parts"] is JsonArray and [JsonArray { Count: 3 } parts] && parts.All(p => p is JsonValue))
        {
            var moved = new DateOnly((int)parts[0]!, (int)parts[1]!, (int)parts[2]!).AddDays((int)by.TotalDays);
            date["date-parts"] = new JsonArray(new JsonArray(moved.Year, moved.Month, moved.Day));
        }

        if (DateTimeOffset.TryParse((string?)date["date-time"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            date["date-time"] = instant.Add(by).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }

        if (date["timestamp"] is JsonValue stamp && stamp.TryGetValue<long>(out var milliseconds))
        {
            date["timestamp"] = milliseconds + (long)by.TotalMilliseconds;
        }
    }
}
