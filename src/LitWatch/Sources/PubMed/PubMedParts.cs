namespace LitWatch.Sources.PubMed;

/// <summary>
/// Parts a window by date: the longest beginning of it that holds a comfortable number of records. Days first; a single day that holds more than can be named
/// (NLM revises tens of thousands of records on one day) is parted by the day its records were created.
/// </summary>
internal sealed class PubMedParts(Func<PubMedPart, CancellationToken, Task<int>> countAsync, DateOnly today, int mostNamed)
{
    private readonly int comfortable = Math.Min(PubMedSearch.Comfortable, mostNamed);

    /// <param name="count">Records of the whole window, more than is comfortable.</param>
    public async Task<PubMedPart> FirstAsync(SearchWindow window, int count, CancellationToken cancellationToken)
    {
        var days = window.Days();
        if (days > 1)
        {
            var (length, held) = await LongestAsync(days, count, length => countAsync(new PubMedPart(window.First(length)), cancellationToken));
            window = window.First(length);
            count = held;
        }

        if (count <= mostNamed || window.Days() > 1)
        {
            return new PubMedPart(window);
        }

        var first = window.CreatedAfter?.AddDays(1) ?? PubMedTerm.FirstDay;
        var choices = today.AddDays(1).DayNumber - first.DayNumber + 1;
        if (choices < 1)
        {
            return new PubMedPart(window);
        }

        var (created, _) = await LongestAsync(choices + 1, count, length => countAsync(new PubMedPart(window, first.AddDays(length - 1)), cancellationToken));
        return new PubMedPart(window, first.AddDays(created - 1));
    }

    /// <summary>
    /// The greatest length from 1 to <paramref name="whole"/> - 1 that holds a comfortable number (or one that holds enough), and what it holds; 1 when even that holds more.
    /// Counts grow with the length: where records are spread evenly, the first guess is right.
    /// </summary>
    private async Task<(int Length, int Held)> LongestAsync(int whole, int count, Func<int, Task<int>> countOf)
    {
        var (fits, held) = (0, 0);
        var (tooLong, tooMany) = (whole, count);
        for (var step = 0; tooLong - fits > 1; step++)
        {
            // By turns a guess from the counts and the middle, which ends the search also where records lie in one heap.
            var share = step % 2 == 0 ? (comfortable - held) * 0.8 / (tooMany - held) : 0.5;
            var length = Math.Clamp(fits + (int)((tooLong - fits) * share), fits + 1, tooLong - 1);
            var holds = await countOf(length);
            if (holds > comfortable)
            {
                (tooLong, tooMany) = (length, holds);
            }
            else
            {
                (fits, held) = (length, holds);
                // Looking for a longer one would cost more than it saves.
                if (held >= comfortable / 2)
                {
                    break;
                }
            }
        }

        return fits > 0 ? (fits, held) : (tooLong, tooMany);
    }
}
