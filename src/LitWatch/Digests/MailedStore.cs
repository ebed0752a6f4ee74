using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>Which articles a subscription was mailed, under the root they had then; they never move.</summary>
internal sealed class MailedStore(StorageAccount storage)
{
    private const string Table = "Mailed";
    private const string Alerts = "Alerts";

    /// <summary>Names of the alerts for which the article was mailed, under any of its aliases; null when it never was.</summary>
    public async Task<IReadOnlyCollection<string>?> AlertsOfAsync(string team, string subscription, IEnumerable<string> aliases, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        HashSet<string>? alerts = null;
        foreach (var alias in aliases)
        {
            if (await table.FindAsync(Partition(team, subscription), alias, cancellationToken) is { } row)
            {
                (alerts ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(row.GetString(Alerts).Split(','));
            }
        }

        return alerts;
    }

    /// <summary>Notes that the article was mailed for these alerts in the digest of <paramref name="slot"/>; safe to repeat.</summary>
    public async Task NoteAsync(string team, string subscription, string article, IEnumerable<string> alerts, string slot, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        while (true)
        {
            var row = await table.FindAsync(Partition(team, subscription), article, cancellationToken);
            var noted = row?.GetString(Alerts).Split(',') ?? [];
            var all = noted.Union(alerts, StringComparer.Ordinal).ToArray();
            if (row is not null && all.Length == noted.Length)
            {
                return;
            }

            var entity = new TableEntity(Partition(team, subscription), article)
            {
                [Alerts] = string.Join(',', all),
                ["Slot"] = row?.GetString("Slot") ?? slot,
                ETag = row?.ETag ?? default,
            };
            if (row is null ? await table.TryAddAsync(entity, cancellationToken) : await table.TryReplaceAsync(entity, cancellationToken))
            {
                return;
            }
        }
    }

    private static string Partition(string team, string subscription) => TableKey.Of($"{team}|{subscription}");
}
