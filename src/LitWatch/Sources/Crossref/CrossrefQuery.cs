using System.Globalization;
using System.Runtime.CompilerServices;
using LitWatch.Articles;
using LitWatch.Strategies;

namespace LitWatch.Sources.Crossref;

/// <summary>
/// All pages of one term. A page that was served and lost on the way cannot be asked for again (the cursor moves on), nor can one behind an expired cursor:
/// the query starts over, once. Distinct works are counted against the total.
/// <para>Crossref finds works that have any of a term's words. Where these are too many (<c>valproic acid</c>: all that is about acids), the rarest word is asked
/// for instead: a title that names the drug has it.</para>
/// </summary>
internal sealed class CrossrefQuery(CrossrefClient client, string term, SearchWindow? window, SearchTranscript transcript)
{
    /// <summary>Works a query: above it a term is too common to be watched by title words; the reader is told.</summary>
    public const int MostWorks = 5_000;

    private const int MostWalks = 2;

    private readonly HashSet<string> received = new(StringComparer.Ordinal);
    private readonly List<CrossrefWalk> walks = [];

    /// <summary>The works page by page, none twice.</summary>
    /// <exception cref="SourceException">The first page of the query cannot be had.</exception>
    public async IAsyncEnumerable<IReadOnlyList<Article>> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (walks.Count < MostWalks && !walks.Exists(walk => walk.IsWhole))
        {
            var walk = new CrossrefWalk();
            walks.Add(walk);
            while (walk.Cursor is { } cursor && await PageAsync(walk, cursor, cancellationToken) is { } page)
            {
                walk.Take(page);
                if (received.Count == 0 && page.Total > MostWorks && await RarestAsync(page.Total, cancellationToken) is { } rarest)
                {
                    await foreach (var works in rarest.RunAsync(cancellationToken))
                    {
                        yield return works;
                    }

                    yield break;
                }

                yield return [.. page.Works.Where(work => received.Add(work.Id))];
            }
        }

        Account();
    }

    /// <summary>The query for the word of the term with the fewest works; null when it is one word, or none is rarer than all together.</summary>
    private async Task<CrossrefQuery?> RarestAsync(int total, CancellationToken cancellationToken)
    {
        var words = QueryWords.Spellings(term).FirstOrDefault([]).Where(word => !QueryWords.IsStopWord(word)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var counts = new List<(int Works, string Word)>();
        foreach (var word in words.Count > 1 ? words : [])
        {
            counts.Add((await client.CountAsync(word, window, transcript, cancellationToken), word));
        }

        if (counts.Count == 0 || counts.Min() is var (works, rarest) && works >= total)
        {
            return null;
        }

        transcript.Note(Text($"Crossref: {total} works have any of the words of '{term}'; '{rarest}', the rarest of them, was asked for instead ({works})"));
        return new(client, rarest, window, transcript);
    }

    /// <summary>The very first page failing is a fault of the source; any other, a reason to start over.</summary>
    private async Task<CrossrefPage?> PageAsync(CrossrefWalk walk, string cursor, CancellationToken cancellationToken)
    {
        try
        {
            return await client.WorksAsync(term, window, cursor, transcript, cancellationToken);
        }
        catch (SourceException e) when (walks.Count > 1 || walk.Total is not null)
        {
            transcript.Warn($"Crossref: a page for term '{term}' was lost: {e.Message}");
            walk.Break(e.Message);
            return null;
        }
    }

    private void Account()
    {
        var total = walks.Select(walk => walk.Total).OfType<int>().LastOrDefault();
        var broken = walks[^1].Broken is { } why ? $": {why}" : "";
        transcript.PromiseCount(total);
        transcript.ReceiveCount(received.Count);
        if (total > MostWorks && received.Count >= MostWorks)
        {
            transcript.FallShort(Text($"truncated at {received.Count} of {total} for term '{term}'"));
        }
        else if (received.Count < total)
        {
            transcript.FallShort(Text($"Crossref announced {total} works for term '{term}' and delivered {received.Count}{broken}"));
        }
        else if (!walks.Exists(walk => walk.IsWhole) && walks.Exists(walk => walk.IsOver))
        {
            transcript.FallShort(Text($"Crossref delivered works for term '{term}' that it had not counted, so others may lack{broken}"));
        }
        else if (received.Count > total)
        {
            transcript.Warn(Text($"Crossref announced {total} works for term '{term}' and delivered {received.Count}."));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
