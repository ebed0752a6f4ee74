using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Replay.Faults;
using LitWatch.Tests.Pipelines;
using Xunit.Abstractions;

namespace LitWatch.Tests.Sources;

/// <summary>Faults by chance, several at once. 150 schedules, in a full run 10,000.</summary>
internal static class FaultSchedule
{
    private static readonly int[] Statuses = [400, 404, 429, 500, 502, 503, 504];
    private static readonly FaultKind[] Kinds = [.. Enum.GetValues<FaultKind>().Except([FaultKind.Drip, FaultKind.Delay])];

    /// <summary>Searches under every schedule and asserts that each article is brought, named or known to be lacking; every tenth time also that nothing is left of it.</summary>
    public static async Task RunAllAsync(ReplayedSearch source, string[] routes, ITestOutputHelper output)
    {
        var ends = new Dictionary<SearchOutcome, int>();
        for (var seed = 0; seed < (FullRun.IsAsked ? 10_000 : 150); seed++)
        {
            var rules = Of(new Random(seed), routes);
            source.Server.Faults.Clear();
            source.Server.Faults.Add(rules);
            var faulty = await source.RunAsync();
            source.Server.Faults.Clear();

            ends[faulty.Certificate.Outcome] = ends.GetValueOrDefault(faulty.Certificate.Outcome) + 1;
            var what = $"seed {seed}: {faulty}\n{string.Join('\n', rules.AsEnumerable())}";
            Assert.True(faulty.LostInSilence.Count == 0, what);
            Assert.True(faulty.Certificate.Outcome != SearchOutcome.Complete || faulty.Lost.Count == 0, what);
            Assert.True(faulty.Certificate.Outcome == SearchOutcome.Complete || faulty.Certificate.Why.Count > 0, what);

            // A source that lists a record and delivers it has it, as far as anybody can tell.
            var known = faulty.Delivered.Where(id => !id.EndsWith("99999999", StringComparison.Ordinal)).ToList();
            Assert.True(known.All(source.Truth.Contains) && known.Distinct().Count() == known.Count, what);

            // A connection may be cut before any of the answer has come.
            var unseen = faulty.Requests.Count(request => request.Status != 0) - faulty.Kept.Count;
            Assert.True(unseen == 0 || (unseen > 0 && rules.Any(rule => rule.Kind == FaultKind.Cut)), what);
            if (seed % 10 == 0)
            {
                var clean = await source.RunAsync();
                Assert.True(clean.Certificate.Outcome == SearchOutcome.Complete && clean.Lost.Count == 0, $"seed {seed}, then without faults: {clean}");
            }
        }

        output.WriteLine(string.Join(", ", ends.Select(end => string.Create(CultureInfo.InvariantCulture, $"{end.Key} {end.Value}"))));
        Assert.True(ends.Count == 3, "all three ends were seen");
    }

    private static FaultRule[] Of(Random chance, string[] routes) =>
    [
        .. Enumerable.Range(0, chance.Next(1, 5)).Select(_ => new FaultRule
        {
            Kind = Kinds[chance.Next(Kinds.Length)],
            Route = routes[chance.Next(routes.Length)],
            Status = Statuses[chance.Next(Statuses.Length)],
            Chunked = chance.Next(2) == 0,
            Nth = chance.Next(3) == 0 ? chance.Next(1, 12) : null,
            Every = chance.Next(3) == 0 ? chance.Next(1, 6) : null,
            Limit = chance.Next(2) == 0 ? chance.Next(1, 6) : null,
            Probability = chance.Next(2) == 0 ? chance.NextDouble() : null,
        }),
    ];
}
