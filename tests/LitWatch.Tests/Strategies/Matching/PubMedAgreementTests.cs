using System.Globalization;
using LitWatch.Articles;
using LitWatch.Replay;
using LitWatch.Replay.PubMed;
using LitWatch.Sources.PubMed;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;
using LitWatch.Tests.Replay;
using Xunit.Abstractions;

namespace LitWatch.Tests.Strategies.Matching;

/// <summary>
/// The query that PubMed is asked, evaluated by its replay, against the local matcher, over all recorded records and the bundled corpus. They may differ in
/// terms only (a strategy's answer must follow from those of its terms), and each difference must go away when the matcher looks through a <see cref="Lens"/>.
/// </summary>
public sealed class PubMedAgreementTests(ITestOutputHelper output)
{
    private const int Strategies = 2_000;

    [SkippableFact]
    public void Drawn_strategies_find_the_same_in_PubMed_and_here_but_for_documented_rules()
    {
        var records = RecordedArticles.In(Path.Combine(ShippedData.RequireRecorded(), "pubmed"), BundledCorpus.Folder);
        var drawn = new DrawnStrategies(records.Articles, new Random(20261127));
        var strategies = Enumerable.Range(0, Strategies).Select(_ => drawn.Next()).ToList();
        var terms = strategies.SelectMany(strategy => strategy.Drug.Concat(SpecialSituations.ReactionTerms(strategy)).Concat(strategy.Not)).Distinct().ToList();
        var here = Here(terms.Select(term => new Strategy { Drug = [term], Reaction = [term] }), records.Articles);
        var there = terms.ConvertAll(term => Ask(PubMedQuery.RenderTerm(term), records.Index));
        var numbers = terms.Select((term, i) => (term, i)).ToDictionary(pair => pair.term, pair => pair.i);

        var unexplained = new List<string>();
        var rules = new Dictionary<string, (int More, int Less)>(StringComparer.Ordinal);
        for (var t = 0; t < terms.Count; t++)
        {
            for (var doc = 0; doc < records.Articles.Count; doc++)
            {
                if (here[t].Contains(doc) != there[t].Contains(doc))
                {
                    var lens = Lens.All.FirstOrDefault(lens => lens.FindsMore == there[t].Contains(doc) && lens.Finds(terms[t], records[doc]) == lens.FindsMore);
                    var rule = lens?.Rule ?? "";
                    var (more, less) = rules.GetValueOrDefault(rule);
                    rules[rule] = there[t].Contains(doc) ? (more + 1, less) : (more, less + 1);
                    if (lens is null)
                    {
                        unexplained.Add($"{StrategyText.Term(terms[t])} in {records.Index.Records[doc].Pmid}: {(there[t].Contains(doc) ? "PubMed only" : "here only")}; asked {PubMedQuery.RenderTerm(terms[t])}");
                    }
                }
            }
        }

        var found = Here(strategies, records.Articles);
        var (same, pubMedOnly, hereOnly) = (0, 0, 0);
        var wrong = new List<string>();
        for (var s = 0; s < strategies.Count; s++)
        {
            var answer = Ask(PubMedQuery.Render(strategies[s]), records.Index);
            var side = Any(strategies[s].Drug) & Any(SpecialSituations.ReactionTerms(strategies[s]));
            var expected = side - Any(strategies[s].Not.Except(PubMedQuery.LeftToMatcher(strategies[s])));
            for (var doc = 0; doc < records.Articles.Count; doc++)
            {
                if (answer.Contains(doc) != expected.Contains(doc))
                {
                    wrong.Add($"{PubMedQuery.Render(strategies[s])} and {records.Index.Records[doc].Pmid}");
                }

                same += answer.Contains(doc) && found[s].Contains(doc) ? 1 : 0;
                pubMedOnly += answer.Contains(doc) && !found[s].Contains(doc) ? 1 : 0;
                hereOnly += !answer.Contains(doc) && found[s].Contains(doc) ? 1 : 0;
            }
        }

        output.WriteLine(Line($"{strategies.Count} strategies of {terms.Count} terms over {records.Articles.Count} records: found by both {same}, by PubMed only {pubMedOnly}, here only {hereOnly}"));
        foreach (var (rule, (more, less)) in rules.OrderByDescending(pair => pair.Value.More + pair.Value.Less))
        {
            output.WriteLine(Line($"{more,6} more, {less,6} fewer in PubMed: {(rule.Length > 0 ? rule : "NOT EXPLAINED")}"));
        }

        Assert.Equal([], wrong);
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained.Take(60)));

        DocSet Any(IEnumerable<Term> sought) => sought.Aggregate(records.Index.Nothing, (docs, term) => docs | there[numbers[term]]);
    }

    private static DocSet Ask(string query, PubMedIndex index) => query.Length == 0 ? index.Nothing : index.Search(query).Docs;

    /// <summary>What each strategy matches of the articles.</summary>
    private static List<DocSet> Here(IEnumerable<Strategy> strategies, IReadOnlyList<Article> articles)
    {
        var list = strategies.ToList();
        var set = new StrategySet(list, Narrower);
        var found = list.ConvertAll(_ => new DocSet(articles.Count));
        for (var doc = 0; doc < articles.Count; doc++)
        {
            foreach (var match in set.Match(articles[doc]))
            {
                found[match.Strategy].Add(doc);
            }
        }

        return found;
    }

    private static HashSet<string> Narrower(string heading)
    {
        var tree = new ReplayOptions().NarrowerHeadings;
        var below = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([heading]);
        while (open.TryDequeue(out var next))
        {
            foreach (var child in tree.Where(entry => FoldedText.Key(entry.Key) == FoldedText.Key(next)).SelectMany(entry => entry.Value).Where(below.Add))
            {
                open.Enqueue(child);
            }
        }

        return below;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
