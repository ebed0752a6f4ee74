using LitWatch.Alerts;
using LitWatch.Local.Hosting;
using LitWatch.Storage;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary>What the searches of one sweep came to.</summary>
internal static class RunSummary
{
    // A message may have waited in the queue since before the sweep.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>Prints one line a run that began at or after <paramref name="since"/>; false when any of them was not complete.</summary>
    public static async Task<bool> PrintAsync(LocalHost host, Terminal terminal, DateTimeOffset since, CancellationToken cancellationToken, bool json = false)
    {
        var alerts = await host.Services.GetRequiredService<AlertStore>().AllAsync(team: null, cancellationToken).ToListAsync(cancellationToken);
        var names = alerts.ToLookup(alert => alert.StrategyHash, alert => alert.Name, StringComparer.Ordinal);
        var runs = await host.Services.GetRequiredService<AlertRuns>().OfAsync(alerts, since - LongestWait, DateTimeOffset.MaxValue, cancellationToken);
        var made = runs.Where(run => run.SearchedAt >= since).Reverse().ToList();
        if (json)
        {
            terminal.Print(new ListPage<SearchRun>(made, null), WebJson.Readable.ListPageSearchRun);
        }
        else
        {
            made.ForEach(run => terminal.Data.WriteLine(Line(run, names[run.Strategy].FirstOrDefault() ?? run.Strategy)));
        }

        return made.TrueForAll(run => run.Certificate.Outcome == SearchOutcome.Complete);
    }

    private static string Line(SearchRun run, string name)
    {
        var certificate = run.Certificate;
        var outcome = certificate.Outcome == SearchOutcome.Complete ? "complete" : $"{certificate.Outcome.ToString().ToUpperInvariant()} ({string.Join("; ", certificate.Why)})";
        return $"{run.Source}  {name}  {run.Window.From:yyyy-MM-dd}..{run.Window.To:yyyy-MM-dd}  {outcome}: {certificate.Promised} promised, {certificate.Delivered} delivered, {(certificate.Matched is { } matched ? $"{matched} matching, " : "")}{certificate.New} new";
    }
}
