using LitWatch.Replay.PubMed;

namespace LitWatch.Replay.Crossref;

/// <summary>Works, latest deposit first, and their ranking by the words of a query.</summary>
internal sealed class WorksIndex
{
    private static readonly HashSet<string> Operators = new(StringComparer.Ordinal) { "and", "or", "not" };
    private readonly Dictionary<string, CrossrefWork> _byDoi;

    public WorksIndex(IEnumerable<CrossrefWork> works)
    {
        Works = [.. works.OrderByDescending(w => w.Deposited).ThenBy(w => w.Doi, StringComparer.OrdinalIgnoreCase)];
        _byDoi = Works.ToDictionary(w => w.Doi, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<CrossrefWork> Works { get; }

    public CrossrefWork? Find(string doi) => _byDoi.GetValueOrDefault(doi);

    /// <summary>
    /// Works that hold at least one word of every query given, with their scores. Within a query words are OR-ed, and AND, OR, NOT and
    /// punctuation mean nothing (protocols, 3.3: no boolean search).
    /// </summary>
    public IEnumerable<(CrossrefWork Work, double Score)> Search(IReadOnlyList<(string Field, string Text)> queries)
    {
        var asked = queries.Select(q => (q.Field, Weights: Weights(q.Field, q.Text))).ToList();
        foreach (var work in Works)
        {
            var scores = asked.Select(q => Score(work.Words[q.Field], q.Weights)).ToList();
            if (scores.TrueForAll(s => s > 0))
            {
                yield return (work, scores.Count == 0 ? 0 : scores.Sum());
            }
        }
    }

    private static double Score(IReadOnlyDictionary<string, int> words, Dictionary<string, double> weights)
    {
        var length = Math.Sqrt(Math.Max(1, words.Count));
        return weights.Sum(w => words.TryGetValue(w.Key, out var count) ? w.Value * count / (count + (length / 4)) : 0);
    }

    /// <summary>Rare words weigh more.</summary>
    private Dictionary<string, double> Weights(string field, string text) => PubMedText.Words(text)
        .Where(w => !Operators.Contains(w))
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(w => w, w => 1 + Math.Log((1d + Works.Count) / (1 + Works.Count(work => work.Words[field].ContainsKey(w)))), StringComparer.Ordinal);
}
