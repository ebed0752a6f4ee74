using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Benchmarks;

/// <summary>
/// Many strategies of real names over 30,000 records, against parsing the same records (no search can do without), against one compiled Regex a strategy, and
/// against a mere search for the strings of all terms, which knows neither words nor strategies: the floor.
/// </summary>
internal static class MatchBenchmark
{
    private const int Records = 36_000;

    /// <summary>Records are parsed and matched in turns of so many: all are never in memory, and each turn is measured alike.</summary>
    private const int Turn = 3_000;

    /// <summary>Turns that are not measured: the compiler's.</summary>
    private const int WarmUps = 2;

    /// <summary>So many records are enough to see what a regular expression a strategy costs; of all, it would take an hour.</summary>
    private const int RegexRecords = 100;

    public static void Run(int[] sizes)
    {
        using var set = RecordedSet.Of(Records);
        var peers = sizes.Select(size => Peer.Of(NamedStrategies.Draw(size, new Random(20261127)))).ToList();
        var turns = Turns(set.Path).GetEnumerator();

        var parse = TimeSpan.Zero;
        for (var turn = 0; Timed(turns.MoveNext, out var took); turn++)
        {
            parse += turn < WarmUps ? TimeSpan.Zero : took;
            // New records are slow to be touched first, whoever does so.
            peers[0].Take(turns.Current, isWarm: false);
            peers.ForEach(peer => peer.Take(turns.Current, isWarm: turn >= WarmUps));
        }

        var records = Records - (WarmUps * Turn);
        Console.WriteLine(Line($"{records} records after {WarmUps * Turn} to warm up; parsing them: {parse.TotalMicroseconds / records:0.0} µs a record"));
        Console.WriteLine("strategies | terms  | made s | MB    | matches | match µs/record | x parse | strings µs/record | x strings | regex µs/record | x regex");
        foreach (var peer in peers)
        {
            Console.WriteLine(peer.Row(parse.TotalMicroseconds / records, records));
        }
    }

    private static IEnumerable<List<Article>> Turns(string path)
    {
        using var file = File.OpenRead(path);
        var turn = new List<Article>(Turn);
        foreach (var article in PubMedXml.Read(file, new ParseReport()))
        {
            turn.Add(article);
            if (turn.Count == Turn)
            {
                yield return turn;
                turn.Clear();
            }
        }
    }

    private static T Timed<T>(Func<T> act, out TimeSpan took)
    {
        var start = Stopwatch.GetTimestamp();
        var result = act();
        took = Stopwatch.GetElapsedTime(start);
        return result;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string[] Texts(Article article) => [article.Title ?? "", .. article.Abstract.Select(section => section.Text), .. article.Keywords];

    /// <summary>One number of strategies, matched in three ways.</summary>
    private sealed class Peer
    {
        private readonly StrategySet set;
        private readonly IReadOnlyList<Strategy> strategies;
        private readonly SearchValues<string> strings;
        private readonly TimeSpan made;
        private readonly long bytes;
        private TimeSpan matching;
        private TimeSpan searching;
        private TimeSpan? regexes;
        private long matches;

        private Peer(IReadOnlyList<Strategy> strategies)
        {
            this.strategies = strategies;
            var before = GC.GetTotalMemory(forceFullCollection: true);
            set = Timed(() => new StrategySet(strategies), out made);
            bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
            strings = SearchValues.Create([.. Terms().Distinct(StringComparer.OrdinalIgnoreCase)], StringComparison.OrdinalIgnoreCase);
        }

        public static Peer Of(IReadOnlyList<Strategy> strategies) => new(strategies);

        public void Take(List<Article> articles, bool isWarm)
        {
            var found = Timed(() => articles.Sum(article => set.Match(article).Count), out var took);
            var count = Timed(() => articles.Sum(article => Texts(article).Sum(Count)), out var tookStrings);
            if (isWarm && count > 0)
            {
                (matches, matching, searching) = (matches + found, matching + took, searching + tookStrings);
                regexes ??= Regexes(articles.Take(RegexRecords).ToList());
            }
        }

        public string Row(double parse, int records)
        {
            var (match, search, regex) = (matching.TotalMicroseconds / records, searching.TotalMicroseconds / records, regexes!.Value.TotalMicroseconds / RegexRecords);
            return Line($"{strategies.Count,10} | {Terms().Distinct().Count(),6} | {made.TotalSeconds,6:0.00} | {bytes / 1e6,5:0.0} | {matches,7} | {match,15:0.0} | {match / parse,7:0.00} | {search,17:0.0} | {match / search,9:0.00} | {regex,15:0.0} | {match / regex,7:0.0000}");
        }

        private IEnumerable<string> Terms() => strategies.SelectMany(strategy => strategy.Drug.Concat(strategy.Reaction)).Select(term => term.Value.TrimEnd('*'));

        private int Count(string text)
        {
            var count = 0;
            var rest = text.AsSpan();
            for (var at = rest.IndexOfAny(strings); at >= 0; at = rest.IndexOfAny(strings))
            {
                count++;
                rest = rest[(at + 1)..];
            }

            return count;
        }

        // Both sides in one expression, each as a look ahead from the beginning of all texts.
        private TimeSpan Regexes(List<Article> articles)
        {
            var all = strategies.Select(strategy => new Regex($@"\A(?=.*?\b(?:{Any(strategy.Drug)})).*?\b(?:{Any(strategy.Reaction)})", RegexOptions.Compiled | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(10))).ToList();
            var texts = articles.ConvertAll(article => string.Join('\n', Texts(article)));
            var sample = all.Take(Math.Max(100, all.Count / 100)).ToList();
            _ = sample.Sum(regex => texts.Count(text => regex.IsMatch(text)));
            _ = Timed(() => sample.Sum(regex => texts.Count(text => regex.IsMatch(text))), out var took);
            return took * ((double)all.Count / sample.Count);
        }

        private static string Any(IEnumerable<Term> terms) => string.Join('|', terms.Select(term => Regex.Escape(term.Value.TrimEnd('*')) + (term.Value.EndsWith('*') ? "" : @"\b")));
    }
}
