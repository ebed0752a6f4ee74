using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>Dates of PubMed XML: Year, Month (<c>Feb</c>, <c>02</c>, <c>2</c>, <c>February</c>), Day, or Season, or the free text of MedlineDate.</summary>
internal static class PubMedDates
{
    private const int ShortestMonth = 3;
    private const int FirstYear = 1400;
    private const int LastYear = 2100;

    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>The element the walk is at, as precise as it is; a range means its beginning, a season of the weather only its year.</summary>
    public static PartialDate? Read(PubMedWalk walk)
    {
        int? year = null, month = null, season = null, day = null;
        PartialDate? free = null;
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "Year":
                    var text = walk.Content();
                    year ??= PubMedWalk.Number(text);
                    free ??= year is null ? Free(text) : null;
                    break;
                case "Month":
                    month ??= Month(walk.Content());
                    break;
                case "Season":
                    season ??= Month(walk.Content());
                    break;
                case "Day":
                    day ??= Leading(walk.Content());
                    break;
                case "MedlineDate":
                    free ??= Free(walk.Content());
                    break;
            }
        }

        return year is null ? free : PartialDate.Of(year, month ?? season, day);
    }

    /// <summary>A whole day, or null: dates of the database's own history are never guessed.</summary>
    public static DateOnly? ReadDay(PubMedWalk walk) => Read(walk) is { Precision: 3 } full ? full.Earliest : null;

    /// <summary>
    /// <c>1998 Dec-1999 Jan</c>, <c>2000 Spring</c>, <c>1976-1977</c>, <c>2012 Oct 1-15</c>, <c>Jan-Feb 2005</c>, <c>Sep-OCT 2011</c>: the beginning of
    /// the range, since an article is out from then on.
    /// </summary>
    public static PartialDate? Free(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('-', '–', '/');
        var beginning = end < 0 ? text : text[..end];
        return PartialDate.Of(YearIn(text), MonthIn(beginning, out var after), Leading(after));
    }

    /// <summary>
    /// The better known of two dates of publication: known to the day before all else, then the more precise, then the earlier.
    /// PubMed gives the cover date (PubDate) and the date of electronic publication (ArticleDate); an article is out at the first of them.
    /// </summary>
    public static PartialDate? Better(PartialDate? one, PartialDate? other) =>
        (one, other) switch
        {
            (null, _) => other,
            (_, null) => one,
            var (a, b) when a.Value.Precision != b.Value.Precision => a.Value.Precision > b.Value.Precision ? a : b,
            var (a, b) => b.Value.CompareTo(a.Value) < 0 ? b : a,
        };

    private static int? Month(ReadOnlySpan<char> text) => PubMedWalk.Number(text) ?? MonthIn(text, out _);

    /// <summary>The first word that is a month's name or the beginning of it (also <c>Sept</c>), as 1 to 12.</summary>
    /// <param name="after">What follows the word.</param>
    private static int? MonthIn(ReadOnlySpan<char> text, out ReadOnlySpan<char> after)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && char.IsLetter(text[at]))
            {
                at++;
            }

            // Letters that follow a digit are no word: 2d, 1st.
            var word = start > 0 && char.IsLetterOrDigit(text[start - 1]) ? default : text[start..at];
            for (var month = 0; word.Length >= ShortestMonth && month < Months.Length; month++)
            {
                if (Months[month].AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase))
                {
                    after = text[at..];
                    return month + 1;
                }
            }
        }

        after = default;
        return null;
    }

    /// <summary>The first number of exactly four digits that can be a year.</summary>
    private static int? YearIn(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                at++;
            }

            if (at - start == 4 && PubMedWalk.Number(text[start..at]) is >= FirstYear and <= LastYear and var year)
            {
                return year;
            }
        }

        return null;
    }

    /// <summary>The number that the text begins with, after dots and white space: <c>1</c> in <c>1-15</c>.</summary>
    private static int? Leading(ReadOnlySpan<char> text)
    {
        var start = text.TrimStart(" .\t\r\n");
        var length = start.IndexOfAnyExceptInRange('0', '9');
        return length is 1 or 2 && !char.IsLetter(start[length]) ? PubMedWalk.Number(start[..length]) : PubMedWalk.Number(start);
    }
}
