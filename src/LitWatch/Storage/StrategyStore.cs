using System.Collections.Concurrent;
using Azure.Data.Tables;
using LitWatch.Strategies;

namespace LitWatch.Storage;

/// <summary>Strategies by hash: equal ones of all teams are one row, one search and one set of hits. Never changed, never deleted.</summary>
internal sealed class StrategyStore(StorageAccount storage, TimeProvider clock)
{
    private const string Table = "Strategies";

    /// <summary>A few kilobytes each; what every digest and search reads again and again.</summary>
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, Strategy> remembered = new(StringComparer.Ordinal);

    /// <summary>Keeps <paramref name="strategy"/> and returns its hash.</summary>
    public async Task<string> KeepAsync(Strategy strategy, string firstUsedBy, CancellationToken cancellationToken)
    {
        var hash = StrategyHash.Of(strategy);
        var table = await storage.TableAsync(Table, cancellationToken);
        var row = new TableEntity(hash[..2], hash)
        {
            ["Strategy"] = StrategyJson.Write(strategy),
            ["FirstUsedAt"] = clock.GetUtcNow(),
            ["FirstUsedBy"] = firstUsedBy,
        };
        await table.TryAddAsync(row, cancellationToken);
        return hash;
    }

    public async Task<Strategy?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        if (remembered.TryGetValue(hash, out var known))
        {
            return known;
        }

        var table = await storage.TableAsync(Table, cancellationToken);
        if (await table.FindAsync(hash[..2], hash, cancellationToken) is not { } row)
        {
            return null;
        }

        if (remembered.Count >= MostRemembered)
        {
            remembered.Clear();
        }

        return remembered[hash] = StrategyJson.Parse(row.GetString("Strategy"));
    }
}
