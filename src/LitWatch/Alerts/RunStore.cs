using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using LitWatch.Sources;
using LitWatch.Storage;

namespace LitWatch.Alerts;

/// <summary>Runs, newest first within a strategy and source.</summary>
internal sealed class RunStore(StorageAccount storage)
{
    private const string Table = "Runs";
    private const string ProvenTo = "ProvenTo";

    /// <summary>A source that fails for days leaves so many runs without an answer.</summary>
    private const int MostLooked = 20;
    private const int LookedAtOnce = 4;

    /// <summary>The identifier of a run: says where its row is, and is the same however often its message comes.</summary>
    public static string IdOf(SourceSearch search) => string.Create(
        CultureInfo.InvariantCulture,
        $"{search.Strategy}.{search.Source}.{TableKey.Inverted(search.QueuedAt)}.{search.Window.From:yyyyMMdd}-{search.Window.To:yyyyMMdd}");

    /// <summary>
    /// Writes the run of a search, or of a repetition of it. A repetition that proves fewer days does not take the place of one that proved more: days count as searched by its proof.
    /// </summary>
    /// <param name="proven">The days that are complete by this run; null for none. Repetitions begin with the same day.</param>
    public async Task WriteAsync(SearchRun run, SearchWindow? proven, CancellationToken cancellationToken)
    {
        var (partition, row) = KeyOf(run.Id) ?? throw new ArgumentException("The run's id is none.", nameof(run));
        var table = await storage.TableAsync(Table, cancellationToken);
        var to = proven?.To.ToString("O", CultureInfo.InvariantCulture) ?? "";
        var entity = new TableEntity(partition, row) { ["Outcome"] = run.Certificate.Outcome.ToString(), [ProvenTo] = to, ["SearchedAt"] = run.SearchedAt }.With(run, AlertsJson.Default.SearchRun);
        while (!await table.TryAddAsync(entity, cancellationToken))
        {
            if (await table.FindAsync(partition, row, cancellationToken) is not { } before)
            {
                continue;
            }

            entity.ETag = before.ETag;
            if (string.CompareOrdinal(before.GetString(ProvenTo), to) > 0 || await table.TryReplaceAsync(entity, cancellationToken))
            {
                return;
            }
        }
    }

    public async Task<SearchRun?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (KeyOf(id) is not var (partition, row))
        {
            return null;
        }

        var table = await storage.TableAsync(Table, cancellationToken);
        return (await table.FindAsync(partition, row, cancellationToken))?.Read(AlertsJson.Default.SearchRun);
    }

    /// <summary>Runs of one strategy and source queued at or after <paramref name="since"/>, newest first.</summary>
    public async IAsyncEnumerable<SearchRun> SinceAsync(string strategy, string source, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken, int? atOnce = null)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var partition = $"{strategy}|{source}";
        var last = TableKey.Inverted(since) + "}";
        await foreach (var row in table.RowsAsync($"PartitionKey eq {partition} and RowKey le {last}", cancellationToken, atOnce))
        {
            yield return row.Read(AlertsJson.Default.SearchRun);
        }
    }

    /// <summary>The newest run but <paramref name="id"/> in which the source said how it understood the query; null when there is none among the last few.</summary>
    public async Task<SearchRun?> LastTranslatedAsync(string strategy, string source, string id, CancellationToken cancellationToken) =>
        await SinceAsync(strategy, source, DateTimeOffset.MinValue, cancellationToken, LookedAtOnce)
            .Take(MostLooked)
            .FirstOrDefaultAsync(run => run.Id != id && run.TranslatedQueries.Count > 0, cancellationToken);

    private static (string Partition, string Row)? KeyOf(string id) =>
        id.Split('.') is [var strategy, var source, var time, var window]
            ? (TableKey.Of($"{strategy}|{source}"), TableKey.Of($"{time}.{window}"))
            : null;
}
