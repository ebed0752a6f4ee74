using System.Globalization;
using System.Text.RegularExpressions;
using LitWatch.Articles;
using LitWatch.Replay;
using LitWatch.Sources;
using LitWatch.Sources.Http;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;
using LitWatch.Tests.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace LitWatch.Tests.Search;

/// <summary>
/// Crossref's finds after local matching against a plain scan of the same works, for hundreds of pairs of words drawn from them. What Crossref itself cannot
/// find (the drug stands in the abstract alone) is counted apart: that is the title-level recall which every certificate names.
/// </summary>
public sealed partial class CrossrefRecallTests(ITestOutputHelper output)
{
    private const int Pairs = 300;

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Precision_and_recall_are_one_against_a_plain_scan(bool recorded)
    {
        var folder = recorded ? ShippedData.RequireRecorded() : BundledCorpus.Folder;
        var works = RecordedText.Crossref(folder);
        await using var server = await ReplayServer.StartAsync(new ReplayOptions { Corpora = [folder], RateLimits = false }, TimeProvider.System, CancellationToken.None);
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new InstantTime(DateTimeOffset.UtcNow))
            .AddSingleton<IRequestGate>(new CountingGate())
            .AddSingleton<Jitter>(() => 0.5)
            .AddSources(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Crossref:BaseUrl", (string?)server.CrossrefBaseUrl.AbsoluteUri)]).Build())
            .BuildServiceProvider();
        var crossref = services.GetServices<ILiteratureSource>().Single(source => source.Name == SourceNames.Crossref);

        var (expected, found, both, beyond) = (0, 0, 0, 0);
        var differences = new List<string>();
        foreach (var (drug, reaction) in Drawn(works, new Random(1)))
        {
            var matching = works.Where(work => work.IsArticle && work.Words.Contains(drug) && work.Words.Contains(reaction)).ToList();
            var findable = matching.Where(work => work.Findable.Contains(drug)).Select(work => work.Id).ToHashSet(StringComparer.Ordinal);
            var transcript = new SearchTranscript();
            var delivered = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var batch in crossref.SearchAsync(new Strategy { Drug = [drug], Reaction = [reaction] }, window: null, transcript, CancellationToken.None))
            {
                delivered.UnionWith(batch.Select(article => article.Records[0].Id));
            }

            Assert.Empty(transcript.Shortfalls);
            Assert.Equal(delivered.Count, transcript.Matched);
            (expected, found, both, beyond) = (expected + findable.Count, found + delivered.Count, both + delivered.Count(findable.Contains), beyond + matching.Count - findable.Count);
            differences.AddRange(findable.Except(delivered).Select(id => $"{drug} × {reaction}: plain only {id}").Concat(delivered.Except(findable).Select(id => $"{drug} × {reaction}: search only {id}")));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{works.Count} works: plain {expected}, search {found}, both {both}; {beyond} more are found by their abstract alone"));
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(both >= Pairs / 4);
    }

    /// <summary>Pairs of words of which at least one work has both, the drug in its title.</summary>
    private static IEnumerable<(string Drug, string Reaction)> Drawn(IReadOnlyList<RecordedWork> works, Random chance)
    {
        var articles = works.Where(work => work.IsArticle).ToList();
        for (var i = 0; i < Pairs; i++)
        {
            var work = articles[chance.Next(articles.Count)];
            string[] drugs = [.. work.Words.Intersect(work.Findable).Where(IsPlain).Order(StringComparer.Ordinal)];
            string[] reactions = [.. work.Words.Where(IsPlain).Order(StringComparer.Ordinal)];
            if (drugs.Length > 0)
            {
                yield return (drugs[chance.Next(drugs.Length)], reactions[chance.Next(reactions.Length)]);
            }
        }
    }

    private static bool IsPlain(string word) => Letters().IsMatch(word);

    [GeneratedRegex("^[a-z]{5,20}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Letters();
}
