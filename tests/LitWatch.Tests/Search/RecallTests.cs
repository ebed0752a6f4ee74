using System.Text.Json;
using LitWatch.Articles;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Search;
using LitWatch.Sources;
using LitWatch.Sources.Crossref;
using LitWatch.Strategies;
using LitWatch.Tests.Local;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace LitWatch.Tests.Search;

/// <summary>
/// Whole ad hoc searches over all recorded data, compared record by record with a plain reading of the same files.
/// Every difference must stand in <see cref="Explained"/>; .github/decisions/0004-search-agrees-with-plain-text.md tells the same.
/// </summary>
public sealed class RecallTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>, IDisposable
{
    private static readonly Dictionary<string, Pair> Pairs = new(StringComparer.Ordinal)
    {
        ["cisplatin × toxicity"] = new(["cisplatin"], ["toxicity", "toxicities", "toxic"]),
        ["fluorouracil × toxicity"] = new(["fluorouracil", "5-FU"], ["toxic*"]),
        ["lipopolysaccharide × inflammation"] = new(["lipopolysaccharide", "LPS"], ["inflamm*", "necrosis", "toxic*"]),
        ["insulin × injury"] = new(["insulin"], ["injury", "obesity"]),
    };

    /// <summary>Pair, source, identifier, and why the two sides differ there. A line that no longer holds fails the test as well.</summary>
    private static readonly Dictionary<(string Pair, string Source, string Id), string> Explained = new()
    {
        [("insulin × injury", SourceNames.Crossref, "10.1002/jor.1100150407")] =
            "Title-level recall: only the abstract names the drug, and Crossref finds works by title, authors and journal. Every Crossref certificate says so; PubMed is the required source.",
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("cisplatin × toxicity")]
    [InlineData("fluorouracil × toxicity")]
    [InlineData("lipopolysaccharide × inflammation")]
    [InlineData("insulin × injury")]
    public async Task A_search_finds_what_a_plain_reading_finds(string name)
    {
        var recorded = ShippedData.RequireRecorded();
        var pair = Pairs[name];
        var plain = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal)
        {
            [SourceNames.PubMed] = [.. RecordedText.PubMed(recorded).Where(pair.Mentions).Select(work => work.Id)],
            [SourceNames.Crossref] = [.. RecordedText.Crossref(recorded).Where(pair.Mentions).Select(work => work.Id)],
        };

        var result = await SearchAsync(recorded, pair);

        var differences = new HashSet<(string, string, string)>();
        foreach (var (source, expected) in plain)
        {
            HashSet<string> found = [.. result.Articles.SelectMany(found => found.Article.Records).Where(record => record.Source == source).Select(record => record.Id.ToLowerInvariant())];
            output.WriteLine($"{name}, {source}: plain {expected.Count}, search {found.Count}, both {found.Intersect(expected).Count()}");
            foreach (var id in found.Union(expected).Where(id => found.Contains(id) != expected.Contains(id)))
            {
                differences.Add((name, source, id));
                output.WriteLine($"  {id}: {(found.Contains(id) ? "search only" : "plain only")}. {Explained.GetValueOrDefault((name, source, id), "NOT EXPLAINED")}");
            }
        }

        Assert.True(result.IsComplete, string.Join('\n', result.Sources.SelectMany(source => source.Why)));
        Assert.Equal(Explained.Keys.Where(key => key.Pair == name).Order(), differences.Order());
    }

    [SkippableFact]
    public void The_pairs_really_occur_in_both_sources()
    {
        var recorded = ShippedData.RequireRecorded();
        var (pubMed, crossref) = (RecordedText.PubMed(recorded), RecordedText.Crossref(recorded));

        Assert.All(Pairs.Values, pair => Assert.Contains(pubMed, work => pair.Mentions(work)));
        Assert.True(Pairs.Values.Count(pair => pubMed.Count(pair.Mentions) >= 3) >= 3);
        Assert.Contains(Pairs.Values, pair => crossref.Any(work => pair.Mentions(work) && pair.IsFindable(work)));

        // What is called title-level recall is just that, and nothing else is.
        Assert.All(Pairs, pair => Assert.Equal(
            crossref.Where(work => pair.Value.Mentions(work) && !pair.Value.IsFindable(work)).Select(work => work.Id).Order(StringComparer.Ordinal),
            Explained.Keys.Where(key => key.Pair == pair.Key && key.Source == SourceNames.Crossref).Select(key => key.Id).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("Stress in rats", "Projections and inflammation", "Stress in rats: Projections and inflammation")]
    [InlineData("Stress in rats?", "A study", "Stress in rats? A study")]
    [InlineData("Stress in rats: a study", "A study", "Stress in rats: a study")]
    public void The_subtitle_of_a_Crossref_work_is_searched_as_part_of_its_title(string title, string subtitle, string expected)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal) { ["DOI"] = "10.1000/1", ["title"] = new[] { title }, ["subtitle"] = new[] { subtitle }, ["original-title"] = new[] { title } });

        var article = CrossrefJson.Read(json, new ParseReport()).Single();

        Assert.Equal((expected, null), (article.Title, article.VernacularTitle));
    }

    [SkippableFact]
    public async Task The_plain_reading_has_read_as_many_records_as_the_replay_serves()
    {
        var recorded = ShippedData.RequireRecorded();
        await using var sources = await ReplayServer.StartAsync(new ReplayOptions { Corpora = [recorded] }, TimeProvider.System, CancellationToken.None);

        output.WriteLine($"served: {sources.ArticleCount} PubMed records, {sources.WorkCount} Crossref works");
        Assert.Equal((sources.ArticleCount, sources.WorkCount), (RecordedText.PubMed(recorded).Count, RecordedText.Crossref(recorded).Count));
    }

    private async Task<AdHocResult> SearchAsync(string recorded, Pair pair)
    {
        await using var sources = await ReplayServer.StartAsync(new ReplayOptions { Corpora = [recorded], RateLimits = false }, TimeProvider.System, CancellationToken.None);
        await using var host = await LocalHost.BuildAsync(
            new LocalHostSettings
            {
                Parts = HostParts.None,
                WorkingFolder = folder.Path,
                Values = new Dictionary<string, string?>(azurite.NewConfiguration(), StringComparer.OrdinalIgnoreCase)
                {
                    ["PubMed:BaseUrl"] = sources.PubMedBaseUrl.AbsoluteUri,
                    ["PubMed:Email"] = "tests@example.org",
                    ["Crossref:BaseUrl"] = sources.CrossrefBaseUrl.AbsoluteUri,
                },
            },
            CancellationToken.None);
        var search = host.Services.GetRequiredService<AdHocSearch>();
        var strategy = new Strategy { Drug = [.. pair.Drug.Select(text => (Term)text)], Reaction = [.. pair.Reaction.Select(text => (Term)text)] };
        return await search.RunAsync(new AdHocQuery(strategy, Window: null, Sources: []), CancellationToken.None);
    }

    /// <summary>Single words, or words joined by a hyphen of which all must occur; a star ends the beginning of a word.</summary>
    private sealed record Pair(string[] Drug, string[] Reaction)
    {
        public bool Mentions(RecordedWork work) => Drug.Any(term => IsIn(term, work.Words)) && Reaction.Any(term => IsIn(term, work.Words));

        /// <summary>Crossref answers by title and authors alone.</summary>
        public bool IsFindable(RecordedWork work) => Drug.Any(term => IsIn(term, work.Findable));

        private static bool IsIn(string term, IReadOnlySet<string> words) => term.ToLowerInvariant().Split('-').All(part =>
            part.EndsWith('*') ? words.Any(word => word.StartsWith(part[..^1], StringComparison.Ordinal)) : words.Contains(part));
    }
}
