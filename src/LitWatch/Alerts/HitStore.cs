using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Alerts;

/// <summary>
/// Hits in a strategy's partition, twice: <c>h|article</c> so that one article is one hit, <c>t|inverted time|article</c> so that
/// the newest come first. A reverse row per article says which strategies it matched. <c>n|inverted time|article</c> says when notices of it came (retraction,
/// erratum …), <c>c|state|article</c> which are noted.
/// </summary>
internal sealed class HitStore(StorageAccount storage)
{
    private const string Table = "Hits";

    /// <summary>Adds the hit; false when the strategy has it already.</summary>
    /// <param name="isLikelyNew">Saves the look before the write, where the record itself was never seen before.</param>
    public async Task<bool> AddAsync(Hit hit, bool isLikelyNew, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var partition = StrategyPartition(hit.Strategy);
        if (!isLikelyNew && await table.HasAsync(partition, HitRow(hit.Article), cancellationToken))
        {
            return false;
        }

        // The reverse row comes first: a crash in between leaves a pointer without hit, which the next search fills, never a hit nobody can find.
        await table.PutAsync(new TableEntity($"a|{hit.Article}", hit.Strategy), cancellationToken);
        return await table.TrySubmitAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity(partition, HitRow(hit.Article)).With(hit, AlertsJson.Default.Hit)),
                new(TableTransactionActionType.Add, new TableEntity(partition, $"t|{TableKey.Inverted(hit.FirstSeenAt)}|{hit.Article}").With(hit, AlertsJson.Default.Hit)),
            ],
            cancellationToken);
    }

    /// <summary>Whether any of the records matched any of the strategies.</summary>
    public async Task<bool> HasAnyAsync(IEnumerable<string> strategies, IReadOnlyCollection<string> articles, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        foreach (var strategy in strategies.Distinct(StringComparer.Ordinal))
        {
            foreach (var article in articles)
            {
                if (await table.HasAsync(StrategyPartition(strategy), HitRow(article), cancellationToken))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The strategies that a record matched.</summary>
    public async Task<IReadOnlyList<string>> StrategiesOfAsync(string article, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        return await table.RowsAsync($"PartitionKey eq {$"a|{article}"}", cancellationToken).Select(row => row.RowKey).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Lets the hits of a record come up again among the newest, for subscriptions that were never mailed it because it passed for another article. Says nothing else: when it was first seen stays.
    /// </summary>
    public async Task SurfaceAgainAsync(string article, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        foreach (var strategy in await StrategiesOfAsync(article, cancellationToken))
        {
            if (await table.FindAsync(StrategyPartition(strategy), HitRow(article), cancellationToken) is { } row)
            {
                var again = new TableEntity(StrategyPartition(strategy), $"t|{TableKey.Inverted(at)}|{article}").With(row.Read(AlertsJson.Default.Hit), AlertsJson.Default.Hit);
                await table.PutAsync(again, cancellationToken);
            }
        }
    }

    /// <summary>Notes that a record that matched has these notices now (retraction, erratum …), once for each state of them.</summary>
    public async Task NoteChangeAsync(string strategy, string article, IReadOnlyList<string> notices, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var partition = StrategyPartition(strategy);
        var state = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', notices))))[..16];
        await table.TrySubmitAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity(partition, $"c|{state}|{article}")),
                new(TableTransactionActionType.Add, new TableEntity(partition, $"n|{TableKey.Inverted(at)}|{article}")),
            ],
            cancellationToken);
    }

    /// <summary>Records that matched and whose notices changed at or after <paramref name="since"/>, each once.</summary>
    public async Task<IReadOnlyCollection<string>> ChangedSinceAsync(string strategy, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var partition = StrategyPartition(strategy);
        var last = $"n|{TableKey.Inverted(since)}}}";
        var changed = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in table.RowsAsync($"PartitionKey eq {partition} and RowKey ge {"n|"} and RowKey le {last}", cancellationToken))
        {
            changed.Add(row.RowKey.Split('|')[^1]);
        }

        return changed;
    }

    /// <summary>Hits of a strategy, each once, newest first, first seen at or after <paramref name="since"/>.</summary>
    public async IAsyncEnumerable<Hit> SinceAsync(string strategy, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var partition = StrategyPartition(strategy);
        // '}' sorts after '|': everything of exactly this instant is within.
        var last = $"t|{TableKey.Inverted(since)}}}";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in table.RowsAsync($"PartitionKey eq {partition} and RowKey ge {"t|"} and RowKey le {last}", cancellationToken))
        {
            if (row.Read(AlertsJson.Default.Hit) is var hit && seen.Add(hit.Article))
            {
                yield return hit;
            }
        }
    }

    private static string StrategyPartition(string strategy) => $"s|{strategy}";

    private static string HitRow(string article) => $"h|{article}";
}
