using LitWatch.Articles;

namespace LitWatch.Strategies.Matching;

/// <summary>
/// Many strategies, of which one pass over an article says which it matches, and where: what it costs depends on the article and on what is found in it, hardly
/// on how many strategies there are. Safe to share.
/// </summary>
internal sealed class StrategySet
{
    private readonly List<Term> _terms = [];
    private readonly List<Groups> _strategies = [];
    private readonly Dictionary<int, List<int>> _byDrugTerm = [];
    private readonly TermIndex _index;

    /// <param name="strategies">A strategy's number is its place here.</param>
    /// <param name="narrower">The MeSH tree: names of all headings below a heading. Without it a heading matches itself only.</param>
    public StrategySet(IEnumerable<Strategy> strategies, Func<string, IReadOnlySet<string>>? narrower = null)
    {
        var numbers = new Dictionary<Term, int>();
        var groups = new Dictionary<IReadOnlyList<Term>, int[]>(ReferenceEqualityComparer.Instance);
        foreach (var strategy in strategies)
        {
            _strategies.Add(new(
                Group(strategy.Drug),
                [Group(strategy.Reaction), .. strategy.AnyAdverseReaction ? [Group(AdverseReactionBlock.Terms)] : Array.Empty<int[]>(), .. strategy.SpecialSituations.Select(name => Group(SpecialSituations.Terms(name)))],
                Group(strategy.Not)));
            foreach (var term in _strategies[^1].Drug)
            {
                (_byDrugTerm.TryGetValue(term, out var list) ? list : _byDrugTerm[term] = []).Add(_strategies.Count - 1);
            }
        }

        _index = new(_terms, narrower);

        // The built-in blocks are the same lists in every strategy.
        int[] Group(IReadOnlyList<Term> terms) => groups.TryGetValue(terms, out var group) ? group : groups[terms] = [.. terms.Select(Number).Distinct()];

        int Number(Term term)
        {
            if (!numbers.TryGetValue(term, out var number))
            {
                number = numbers[term] = _terms.Count;
                _terms.Add(term);
            }

            return number;
        }
    }

    /// <summary>The strategies that the article matches, in their order, each with every place where a drug or reaction term matches.</summary>
    public IReadOnlyList<StrategyMatch> Match(Article article)
    {
        var found = _index.Find(article);
        var asked = found.Terms.SelectMany(term => _byDrugTerm.GetValueOrDefault(term) ?? []).Distinct();
        return [.. asked.Where(strategy => _strategies[strategy].IsMetBy(found)).Order().Select(strategy => new StrategyMatch(strategy, Spans(strategy, found)))];
    }

    /// <summary>
    /// As <see cref="Match"/> for one strategy whose source says that the article matches: null only when <see cref="Strategy.Not"/> excludes it; spans may be
    /// few, or none.
    /// </summary>
    public IReadOnlyList<MatchSpan>? MatchDelivered(int strategy, Article article)
    {
        var found = _index.Find(article);
        return found.Any(_strategies[strategy].Not) ? null : Spans(strategy, found);
    }

    private List<MatchSpan> Spans(int strategy, FoundTerms found)
    {
        var (drug, reaction, _) = _strategies[strategy];
        HashSet<int> wanted = [.. drug, .. reaction.SelectMany(group => group)];
        return [.. found.Places.Where(place => wanted.Contains(place.Term)).GroupBy(place => place.Field).SelectMany(field => field.OrderBy(place => place.Start))
            .Select(place => new MatchSpan(place.Field.ToString(), place.Start, place.Length, _terms[place.Term].Value)).Distinct()];
    }

    private sealed record Groups(int[] Drug, int[][] Reaction, int[] Not)
    {
        public bool IsMetBy(FoundTerms found) => found.Any(Drug) && Reaction.Any(found.Any) && !found.Any(Not);
    }
}
