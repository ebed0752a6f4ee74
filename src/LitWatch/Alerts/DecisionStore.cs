using System.Globalization;
using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Alerts;

/// <summary>Decisions, a row each, in their team's partition: <c>alert|article|version</c>. Rows are added only, so nothing that was decided is ever overwritten, and of two reviewers at once one is first.</summary>
internal sealed class DecisionStore(StorageAccount storage)
{
    private const string Table = "Decisions";

    /// <summary>Adds a decision; false when there is one of that version: somebody was quicker.</summary>
    public async Task<bool> AddAsync(string team, Decision decision, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{decision.Alert}|{decision.Article}|{decision.Version:D6}");
        var row = new TableEntity(TableKey.Of(team), TableKey.Of(name)) { ["Decision"] = decision.Verdict.NameOf(), ["By"] = decision.By, ["At"] = decision.At };
        return await (await storage.TableAsync(Table, cancellationToken)).TryAddAsync(row.With(decision, AlertsJson.Default.Decision), cancellationToken);
    }

    /// <summary>All decisions recorded on one id, oldest first.</summary>
    public Task<IReadOnlyList<Decision>> OnAsync(string team, string alert, string article, CancellationToken cancellationToken) =>
        BeginningAsync(team, $"{alert}|{article}|", cancellationToken);

    /// <summary>All decisions for an alert, by the id on which each is recorded.</summary>
    public async Task<ILookup<string, Decision>> OfAsync(string team, string alert, CancellationToken cancellationToken) =>
        (await BeginningAsync(team, $"{alert}|", cancellationToken)).ToLookup(decision => decision.Article, StringComparer.Ordinal);

    /// <summary>In the order in which they were made, whichever ids they are recorded on.</summary>
    public static IReadOnlyList<Decision> InOrder(IEnumerable<Decision> decisions) => [.. decisions.OrderBy(decision => decision.At).ThenBy(decision => decision.Version)];

    private async Task<IReadOnlyList<Decision>> BeginningAsync(string team, string name, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var (partition, first) = (TableKey.Of(team), TableKey.Of(name));
        var decisions = new List<Decision>();
        // '}' sorts after all that may stand in a key.
        await foreach (var row in table.RowsAsync($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {first + "}"}", cancellationToken))
        {
            decisions.Add(row.Read(AlertsJson.Default.Decision));
        }

        return InOrder(decisions);
    }
}
