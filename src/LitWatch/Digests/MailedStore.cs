using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>Which articles a subscription was mailed, under the root they had then; they never move.</summary>
internal sealed class MailedStore(StorageAccount storage)
{
    private const string Table = "Mailed";
    private const string Alerts = "Alerts";
    private const string Notices = "Notices";

    /// <summary>For which alerts, and with which notices, the article was mailed, under any of its aliases; null when it never was.</summary>
    public async Task<MailedBefore?> FindAsync(string team, string subscription, IEnumerable<string> aliases, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        string? mailedAs = null;
        var (alerts, notices) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var alias in aliases)
        {
            if (await table.FindAsync(Partition(team, subscription), alias, cancellationToken) is { } row)
            {
                mailedAs ??= alias;
                alerts.UnionWith(row.GetString(Alerts).Split(','));
                notices.UnionWith(Lines(row));
            }
        }

        return mailedAs is null ? null : new(mailedAs, alerts, notices);
    }

    /// <summary>Notes that the article was mailed for these alerts, with these notices, in the digest of <paramref name="slot"/>; safe to repeat.</summary>
    public async Task NoteAsync(string team, string subscription, string article, IEnumerable<string> alerts, IReadOnlyList<string> notices, string slot, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        while (true)
        {
            var row = await table.FindAsync(Partition(team, subscription), article, cancellationToken);
            var noted = row?.GetString(Alerts).Split(',') ?? [];
            var all = noted.Union(alerts, StringComparer.Ordinal).ToArray();
            var told = (row is null ? [] : Lines(row)).Union(notices, StringComparer.Ordinal).ToArray();
            if (row is not null && all.Length == noted.Length && told.Length == Lines(row).Length)
            {
                return;
            }

            var entity = new TableEntity(Partition(team, subscription), article)
            {
                [Alerts] = string.Join(',', all),
                [Notices] = string.Join('\n', told),
                ["Slot"] = row?.GetString("Slot") ?? slot,
                ETag = row?.ETag ?? default,
            };
            if (row is null ? await table.TryAddAsync(entity, cancellationToken) : await table.TryReplaceAsync(entity, cancellationToken))
            {
                return;
            }
        }
    }

    private static string[] Lines(TableEntity row) => (row.GetString(Notices) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Partition(string team, string subscription) => TableKey.Of($"{team}|{subscription}");
}

/// <param name="Article">The alias under which it is noted as mailed.</param>
/// <param name="Alerts">For which it was mailed.</param>
/// <param name="Notices">Of <see cref="Articles.ArticleNotices"/>, as its readers know them.</param>
internal sealed record MailedBefore(string Article, IReadOnlySet<string> Alerts, IReadOnlySet<string> Notices);
