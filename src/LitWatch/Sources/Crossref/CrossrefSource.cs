using System.Runtime.CompilerServices;
using LitWatch.Articles;
using LitWatch.Strategies;

namespace LitWatch.Sources.Crossref;

/// <summary>
/// Crossref over a window of UTC days, by the day a work was (re-)indexed. Its search knows no AND, so each drug term is asked for alone and
/// our own matcher decides on title and abstract.
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
        transcript.Sift(0, 0);
        var terms = Terms(strategy);
        if (terms.Count == 0)
        {
            transcript.FallShort("None of the drug terms is one that Crossref can be asked for.");
        }

        var matcher = StrategyMatcher.For(strategy);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in terms)
        {
            await foreach (var works in new CrossrefQuery(client, term, window, transcript).RunAsync(cancellationToken))
            {
                var fresh = works.Where(work => seen.Add(work.Id)).ToList();
                var matched = fresh.Where(work => CrossrefJson.IsArticle(work) && matcher.Match(work) is not null).ToList();
                transcript.Sift(matched.Count, fresh.Count - matched.Count);
                yield return matched;
            }
        }
    }

    /// <summary>What is asked for, each by itself. Publication types are no words of a title.</summary>
    public static IReadOnlyList<string> Terms(Strategy strategy) =>
        [.. strategy.Drug
            .Where(term => term.Field is TermField.Text or TermField.Title or TermField.Near or TermField.Substance or TermField.Mesh)
            .Select(term => PlainText.Normalize(term.Value.TrimEnd('*', ' ')))
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)];
}
