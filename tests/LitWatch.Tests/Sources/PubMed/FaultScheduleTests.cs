using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Replay.Faults;
using LitWatch.Tests.Pipelines;
using Xunit.Abstractions;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>Faults by chance, several at once, at a PubMed that names so few records that every week is searched in parts.</summary>
public sealed class FaultScheduleTests(ITestOutputHelper output)
{
    private const int Records = 17;
    private const int SearchCap = 4;

    // A source that lists a record and delivers it has it, as far as anybody can tell.
    private const string Stranger = "99999999";

    private static readonly int[] Statuses = [400, 404, 429, 500, 502, 503, 504];
    private static readonly FaultKind[] Kinds = [.. Enum.GetValues<FaultKind>().Except([FaultKind.Drip, FaultKind.Delay])];

    [Fact]
    public async Task Every_article_is_brought_or_told_whatever_goes_wrong()
    {
        await using var pubMed = await ReplayedSearch.StartAsync(Records, SearchCap);
        var ends = new Dictionary<SearchOutcome, int>();
        for (var seed = 0; seed < (FullRun.IsAsked ? 10_000 : 150); seed++)
        {
            var rules = Schedule(new Random(seed));
            pubMed.Server.Faults.Clear();
            pubMed.Server.Faults.Add(rules);
            var faulty = await pubMed.RunAsync();
            pubMed.Server.Faults.Clear();

            ends[faulty.Certificate.Outcome] = ends.GetValueOrDefault(faulty.Certificate.Outcome) + 1;
            var what = $"seed {seed}: {faulty}\n{string.Join('\n', rules.AsEnumerable())}";
            Assert.True(faulty.LostInSilence.Count == 0, what);
            Assert.True(faulty.Certificate.Outcome != SearchOutcome.Complete || faulty.Lost.Count == 0, what);
            Assert.True(faulty.Certificate.Outcome == SearchOutcome.Complete || faulty.Certificate.Why.Count > 0, what);
            var known = faulty.Delivered.Where(pmid => pmid != Stranger).ToList();
            Assert.True(known.All(pubMed.Truth.Contains) && known.Distinct().Count() == known.Count, what);
            // A connection may be cut before any of the answer has come.
            var unseen = faulty.Requests.Count(request => request.Status != 0) - faulty.Kept.Count;
            Assert.True(unseen == 0 || (unseen > 0 && rules.Any(rule => rule.Kind == FaultKind.Cut)), what);
            if (seed % 10 == 0)
            {
                var clean = await pubMed.RunAsync();
                Assert.True(clean.Certificate.Outcome == SearchOutcome.Complete && clean.Lost.Count == 0, $"seed {seed}, then without faults: {clean}");
            }
        }

        output.WriteLine(string.Join(", ", ends.Select(end => string.Create(CultureInfo.InvariantCulture, $"{end.Key} {end.Value}"))));
        Assert.True(ends.Count == 3, "all three ends were seen");
    }

    private static FaultRule[] Schedule(Random chance) =>
    [
        .. Enumerable.Range(0, chance.Next(1, 5)).Select(_ => new FaultRule
        {
            Kind = Kinds[chance.Next(Kinds.Length)],
            Route = chance.Next(3) switch { 0 => "esearch", 1 => "efetch", _ => "*" },
            Status = Statuses[chance.Next(Statuses.Length)],
            Chunked = chance.Next(2) == 0,
            Nth = chance.Next(3) == 0 ? chance.Next(1, 12) : null,
            Every = chance.Next(3) == 0 ? chance.Next(1, 6) : null,
            Limit = chance.Next(2) == 0 ? chance.Next(1, 6) : null,
            Probability = chance.Next(2) == 0 ? chance.NextDouble() : null,
        }),
    ];
}
