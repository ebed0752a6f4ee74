using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Sources;
using Xunit.Abstractions;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>
/// A year and a half of PubMed, searched daily: records that come over a year late (their EDAT is then the publication date), get their MeSH weeks later, are corrected
/// months later, or are served days after the day they are stamped with. What each date alone would have found, beside what the window of four dates finds.
/// </summary>
public sealed class FourDatesTests(ITestOutputHelper output)
{
    private const int Days = 540;
    private static readonly DateOnly FirstDay = new(2025, 3, 1);
    private static readonly string[] Names = ["CRDT", "EDAT", "MHDA", "LR"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Four_dates_find_what_each_alone_misses(int seed)
    {
        var histories = Histories(new Random(seed)).ToList();
        var pubmed = new FakePubMed();
        await using var search = new SourceFixture(SourceNames.PubMed, new FakeUpstream(pubmed.Answer));
        var (found, searches) = (new HashSet<string>(StringComparer.Ordinal), 0);
        var alone = Names.Select(_ => (Found: new HashSet<int>(), Requests: 0)).ToArray();
        var cursor = new SearchCursor("strategy", SourceNames.PubMed);
        for (var day = FirstDay; day < FirstDay.AddDays(Days + SearchCursor.OverlapDays); day = day.AddDays(1))
        {
            var shown = histories.Where(history => history.FoundFrom <= day).ToList();
            shown.ForEach(history => pubmed.Put(history.Pmid, history.On(day)));
            search.Time.Now = new DateTimeOffset(day, new TimeOnly(17, 0), TimeSpan.Zero);
            foreach (var plan in cursor.Due(new WatchedDays(FirstDay, FirstDay, 1), search.Source.Today, search.Time.Now))
            {
                searches++;
                await foreach (var batch in search.Source.SearchAsync(SourceFixture.Strategy(), plan.Window, search.Transcript, CancellationToken.None))
                {
                    found.UnionWith(batch.Select(article => article.Pmid.ToString()!));
                }

                cursor = cursor.Searched(plan.Purpose, SearchOutcome.Complete, plan.Window, lacking: false, search.Source.Today, search.Time.Now, restUntil: null);
                for (var i = 0; i < Names.Length; i++)
                {
                    var met = shown.Where(history => history.On(day).All().ElementAt(i) is { } date && plan.Window.Contains(date)).Select(history => history.Pmid).ToList();
                    alone[i].Found.UnionWith(met);
                    alone[i].Requests += 1 + ((met.Count + 199) / 200);
                }
            }
        }

        output.WriteLine(Text($"{histories.Count} records, {searches} daily searches"));
        output.WriteLine(Text($"four dates: {found.Count} found, {search.Upstream.Requests.Count} requests"));
        for (var i = 0; i < Names.Length; i++)
        {
            output.WriteLine(Text($"{Names[i]} alone: {alone[i].Found.Count} found ({100.0 * alone[i].Found.Count / histories.Count:0.0} %), {alone[i].Requests} requests"));
        }

        Assert.Equal(histories.Select(history => history.Pmid).Order(), found.Select(pmid => int.Parse(pmid, CultureInfo.InvariantCulture)).Order());
        Assert.All(alone, date => Assert.True(date.Found.Count < histories.Count, "Each date alone misses something, or this test shows nothing."));
        Assert.True(search.Upstream.Requests.Count <= 2 * searches, "One ESearch and one EFetch a search: four dates cost no more requests than one that finds something.");
    }

    private static IEnumerable<History> Histories(Random chance)
    {
        for (var i = 0; i < 400; i++)
        {
            var created = FirstDay.AddDays(chance.Next(0, Days - 200));
            var entered = i % 4 == 1 ? created.AddDays(-chance.Next(366, 4_000)) : created;
            var indexed = created.AddDays(chance.Next(1, 150));
            var revised = created.AddDays(chance.Next(1, 200));
            var served = created.AddDays(chance.Next(0, SearchCursor.OverlapDays - 1));
            yield return new History(i + 1, created, entered, indexed, revised, FoundFrom: (i % 4) switch
            {
                2 => Later(served, indexed.AddDays(chance.Next(0, 3))),
                3 => Later(served, revised.AddDays(chance.Next(0, 3))),
                _ => served,
            });
        }
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <param name="FoundFrom">From then on it is served and says what the query asks for.</param>
    private sealed record History(int Pmid, DateOnly Created, DateOnly Entered, DateOnly Indexed, DateOnly Revised, DateOnly FoundFrom)
    {
        /// <summary>The dates as PubMed states them on <paramref name="day"/>: until it is indexed, a record's MHDA is the day it came in.</summary>
        public FakePubMed.Dates On(DateOnly day) => new(Created, Entered, Indexed <= day ? Indexed : Created, Revised <= day ? Revised : null);
    }
}
