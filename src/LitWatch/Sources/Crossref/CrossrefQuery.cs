using System.Globalization;
using System.Runtime.CompilerServices;
using LitWatch.Articles;

namespace LitWatch.Sources.Crossref;

/// <summary>
/// All pages of one term. A page that was served and lost on the way cannot be asked for again (the cursor moves on), so distinct works are
/// counted against the total: when they end too early, or the cursor has expired, the query starts over, once.
/// </summary>
internal sealed class CrossrefQuery(CrossrefClient client, string term, SearchWindow? window, SearchTranscript transcript)
{
    /// <summary>Works a query: above it a term is too common to be watched by title words; the reader is told.</summary>
    public const int MostWorks = 5_000;

    private readonly HashSet<string> received = new(StringComparer.Ordinal);
    private int? total;

    /// <summary>The works page by page, none twice.</summary>
    /// <exception cref="SourceException">The first page of the query cannot be had.</exception>
    public async IAsyncEnumerable<IReadOnlyList<Article>> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? broken = null;
        foreach (var start in Enumerable.Range(0, 2))
        {
            broken = null;
            string? cursor = CrossrefClient.FirstCursor;
            var pages = 0;
            while (cursor is not null && pages * CrossrefClient.Rows < MostWorks)
            {
                (var page, broken) = await PageAsync(cursor, cancellationToken);
                if (page is null)
                {
                    break;
                }

                pages++;
                cursor = page.NextCursor;
                yield return Fresh(page);
                if (page.Works.Count == 0 || received.Count >= total)
                {
                    break;
                }
            }

            if (received.Count >= Math.Min(total ?? 0, MostWorks) && broken is null)
            {
                break;
            }
        }

        Account(broken);
    }

    private void Account(string? broken)
    {
        if (total > MostWorks && received.Count >= MostWorks)
        {
            transcript.FallShort(Text($"truncated at {received.Count} of {total} for term '{term}'"));
        }
        else if (received.Count < total)
        {
            transcript.FallShort(Text($"Crossref announced {total} works for term '{term}' and delivered {received.Count}{(broken is null ? "" : $": {broken}")}"));
        }
    }

    /// <summary>A later page that fails is a reason to start over; a first page that fails is a fault of the source.</summary>
    private async Task<(CrossrefPage? Page, string? Broken)> PageAsync(string cursor, CancellationToken cancellationToken)
    {
        try
        {
            var page = await client.WorksAsync(term, window, cursor, transcript, cancellationToken);
            if (total is null)
            {
                total = page.Total;
                transcript.PromiseCount(page.Total);
            }

            return (page, null);
        }
        catch (SourceException e) when (cursor != CrossrefClient.FirstCursor)
        {
            transcript.Warn($"Crossref: a page for term '{term}' was lost: {e.Message}");
            return (null, e.Message);
        }
    }

    private List<Article> Fresh(CrossrefPage page)
    {
        var fresh = page.Works.Where(work => received.Add(work.Id)).ToList();
        transcript.ReceiveCount(fresh.Count);
        return fresh;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
