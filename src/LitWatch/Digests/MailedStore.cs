using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>Which articles a subscription was mailed, under the root they had then; they never move.</summary>
internal sealed class MailedStore(StorageAccount storage)
{
    private const string Table = "Mailed";
    private const string Alerts = "Alerts";
    private const string Notices = "Notices";

    /// <summary>Of one transaction (Table service).</summary>
    private const int MostInBatch = 100;

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

    /// <summary>Notes what one digest mails; safe to repeat. What nobody noted before, which is nearly all of it, goes in batches.</summary>
    public async Task NoteAsync(string team, string subscription, IReadOnlyList<MailedNote> notes, string slot, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        foreach (var batch in notes.GroupBy(note => note.Article, StringComparer.Ordinal).Chunk(MostInBatch))
        {
            var added = batch.Length > 1 && batch.All(same => same.Count() == 1) && await table.TrySubmitAsync(
                [.. batch.Select(same => same.Single()).Select(note => new TableTransactionAction(TableTransactionActionType.Add, Row(team, subscription, note.Article, note.Alerts, note.Notices, slot)))], cancellationToken);
            foreach (var note in added ? [] : batch.SelectMany(same => same))
            {
                await NoteAsync(team, subscription, note.Article, note.Alerts, note.Notices, slot, cancellationToken);
            }
        }
    }

    /// <summary>Notes that the article was mailed for these alerts, with these notices, in the digest of <paramref name="slot"/>; safe to repeat.</summary>
    private async Task NoteAsync(string team, string subscription, string article, IEnumerable<string> alerts, IReadOnlyList<string> notices, string slot, CancellationToken cancellationToken)
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

            var entity = Row(team, subscription, article, all, told, row?.GetString("Slot") ?? slot);
            entity.ETag = row?.ETag ?? default;
            if (row is null ? await table.TryAddAsync(entity, cancellationToken) : await table.TryReplaceAsync(entity, cancellationToken))
            {
                return;
            }
        }
    }

    private static TableEntity Row(string team, string subscription, string article, IEnumerable<string> alerts, IEnumerable<string> notices, string slot) => new(Partition(team, subscription), article)
    {
        [Alerts] = string.Join(',', alerts),
        [Notices] = string.Join('\n', notices),
        ["Slot"] = slot,
    };

    private static string[] Lines(TableEntity row) => (row.GetString(Notices) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Partition(string team, string subscription) => TableKey.Of($"{team}|{subscription}");
}

/// <summary>One article that a digest mails: for which alerts, and with which notices.</summary>
internal sealed record MailedNote(string Article, IReadOnlyList<string> Alerts, IReadOnlyList<string> Notices);

/// <param name="Article">The alias under which it is noted as mailed.</param>
/// <param name="Alerts">For which it was mailed.</param>
/// <param name="Notices">Of <see cref="Articles.ArticleNotices"/>, as its readers know them.</param>
internal sealed record MailedBefore(string Article, IReadOnlySet<string> Alerts, IReadOnlySet<string> Notices);
