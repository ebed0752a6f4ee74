using System.Globalization;

namespace LitWatch.Replay.PubMed.Query;

/// <summary>A date as typed: YYYY, YYYY/MM or YYYY/MM/DD; year 3000 leaves a range open.</summary>
internal static class DateTerm
{
    public static bool TryParse(string text, out DateOnly first, out DateOnly last)
    {
        (first, last) = (default, default);
        var parts = text.Trim().Trim('"').Split('/', '-');
        var numbers = parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
        if (numbers.Length > 3 || parts[0].Length != 4 || numbers[0] < 1 || numbers.Skip(1).Any(n => n < 1) || (numbers.Length > 1 && numbers[1] > 12))
        {
            return false;
        }

        var firstMonth = numbers.Length > 1 ? numbers[1] : 1;
        var lastMonth = numbers.Length > 1 ? numbers[1] : 12;
        var length = DateTime.DaysInMonth(numbers[0], lastMonth);
        if (numbers.Length > 2 && numbers[2] > length)
        {
            return false;
        }

        first = new DateOnly(numbers[0], firstMonth, numbers.Length > 2 ? numbers[2] : 1);
        last = new DateOnly(numbers[0], lastMonth, numbers.Length > 2 ? numbers[2] : length);
        return true;
    }

    /// <summary>Reads <c>last 30 days</c>, counted back from today.</summary>
    public static bool TryParseLast(string text, DateOnly today, out DateOnly first)
    {
        first = today;
        if (text.Trim().ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["last", var amount, var unit]
            || !int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 1_000)
        {
            return false;
        }

        first = unit.TrimEnd('s') switch
        {
            "day" => today.AddDays(-count),
            "week" => today.AddDays(-7 * count),
            "month" => today.AddMonths(-count),
            "year" => today.AddYears(-count),
            _ => default,
        };
        return first != default;
    }
}
