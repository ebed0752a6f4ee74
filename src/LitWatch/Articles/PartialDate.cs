using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace LitWatch.Articles;

/// <summary>A date known to the year, month or day: <c>2022</c>, <c>2022-04</c>, <c>2022-04-30</c>. Ordered by the first day it can mean.</summary>
[JsonConverter(typeof(IdentifierConverter<PartialDate>))]
internal readonly record struct PartialDate : IIdentifier<PartialDate>, IComparable<PartialDate>
{
    private PartialDate(int year, int? month, int? day) => (Year, Month, Day) = (year, month, day);

    public int Year { get; }

    public int? Month { get; }

    public int? Day { get; }

    /// <summary>The first day that the date can mean.</summary>
    public DateOnly Earliest => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>How much is known: 1 the year, 2 the month, 3 the day.</summary>
    public int Precision => Day is not null ? 3 : Month is not null ? 2 : 1;

    /// <summary>The most precise date that the parts allow: an impossible day or month is dropped; null without a possible year.</summary>
    public static PartialDate? Of(int? year, int? month = null, int? day = null) => (year, month, day) switch
    {
        (null or < 1 or > 9999, _, _) => null,
        (_, null or < 1 or > 12, _) => new PartialDate(year.Value, null, null),
        (_, _, null or < 1) => new PartialDate(year.Value, month, null),
        _ when day > DateTime.DaysInMonth(year.Value, month.Value) => new PartialDate(year.Value, month, null),
        _ => new PartialDate(year.Value, month, day),
    };

    public static PartialDate Of(DateOnly date) => new(date.Year, date.Month, date.Day);

    public static bool TryParse([NotNullWhen(true)] string? text, out PartialDate value)
    {
        var parts = text?.Split('-') ?? [];
        var numbers = new int?[3];
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 2 || parts[i].Length != (i == 0 ? 4 : 2) || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                value = default;
                return false;
            }

            numbers[i] = number;
        }

        var date = Of(numbers[0], numbers[1], numbers[2]);
        value = date ?? default;
        return date is { } known && known.Precision == parts.Length;
    }

    public int CompareTo(PartialDate other) => Earliest.CompareTo(other.Earliest);

    public override string ToString() => Precision switch
    {
        1 => Year.ToString("0000", CultureInfo.InvariantCulture),
        2 => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}"),
    };
}
