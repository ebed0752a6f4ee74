using System.Runtime.CompilerServices;
using LitWatch.Articles;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Sources.Crossref;

/// <summary>
/// Crossref over a window of UTC days, by the day a work was last indexed, or created (<see cref="WindowDate"/>). Its search knows no AND, so each drug term is
/// asked for alone and our own matcher decides on title and abstract.
/// </summary>
internal sealed class CrossrefSource(CrossrefClient client, TimeProvider time) : ILiteratureSource
{
    /// <summary>What every certificate of a Crossref search has to say.</summary>
    public const string Recall = "title-level recall: Crossref finds works by words of their title, not of their abstract";

    public string Name => SourceNames.Crossref;

    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public bool IsPeak => false;

    public IReadOnlyList<string> Queries(Strategy strategy) => [.. Terms(strategy).Select(client.Address)];

    public async IAsyncEnumerable<IReadOnlyList<Article>> SearchAsync(
        Strategy strategy, SearchWindow? window, SearchTranscript transcript, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        transcript.Note(Recall);
        transcript.Sift(0, 0, 0);
        var terms = Terms(strategy);
        if (terms.Count == 0)
        {
            transcript.FallShort("None of the drug terms is one that Crossref can be asked for.");
        }

        var matcher = StrategyMatcher.For(strategy);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (term, days) in terms.SelectMany(term => Asked(window).Select(days => (term, days))))
        {
            await foreach (var works in new CrossrefQuery(client, term, days, transcript).RunAsync(cancellationToken))
            {
                var fresh = works.Where(work => seen.Add(work.Id)).ToList();
                var articles = fresh.Where(CrossrefJson.IsArticle).ToList();
                var matched = articles.Where(work => matcher.Match(work) is not null).ToList();
                transcript.Sift(matched.Count, articles.Count - matched.Count, fresh.Count - articles.Count);
                yield return matched;
            }
        }
    }

    /// <summary>Filters are AND-ed, so either date is two questions; one where the window is open to today, for nothing was indexed before it was created.</summary>
    private IEnumerable<SearchWindow?> Asked(SearchWindow? window) =>
        window is not { By: WindowDate.Any } ? [window]
        : window.To >= Today ? [window with { By = WindowDate.Changed }]
        : [window with { By = WindowDate.Created }, window with { By = WindowDate.Changed }];

    /// <summary>What is asked for, each by itself. Publication types are no words of a title.</summary>
    public static IReadOnlyList<string> Terms(Strategy strategy) =>
        [.. strategy.Drug
            .Where(term => term.Field is TermField.Text or TermField.Title or TermField.Near or TermField.Substance or TermField.Mesh)
            .Select(term => PlainText.Normalize(term.Value.TrimEnd('*', ' ')))
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)];
}
