namespace LitWatch.Replay.PubMed;

/// <summary>An immutable inverted index of citations; document numbers follow PubMed's default order, most recently added first.</summary>
internal sealed class PubMedIndex
{
    private readonly Dictionary<Field, Dictionary<string, List<int>>> _postings = [];
    private readonly Dictionary<Field, string[]> _sorted = [];
    private readonly Dictionary<string, int> _places;

    public PubMedIndex(IEnumerable<PubMedRecord> records)
    {
        Records = [.. records.OrderByDescending(r => r.Created).ThenByDescending(r => r.Number)];
        _places = Records.Select((record, place) => (record.Pmid, place)).ToDictionary(p => p.Pmid, p => p.place, StringComparer.Ordinal);
        for (var doc = 0; doc < Records.Count; doc++)
        {
            var terms = Records[doc].Terms;
            foreach (var field in terms.Fields)
            {
                Post(field, terms.Text(field).SelectMany(run => run).Concat(terms.Values(field)), doc);
            }
        }

        foreach (var (field, postings) in _postings)
        {
            _sorted[field] = [.. postings.Keys.Order(StringComparer.Ordinal)];
        }
    }

    public IReadOnlyList<PubMedRecord> Records { get; }

    public DocSet Nothing => new(Records.Count);

    public PubMedRecord? Find(string pmid) => _places.TryGetValue(pmid, out var place) ? Records[place] : null;

    /// <summary>How many different terms a field has, for EInfo.</summary>
    public int TermCount(Field field) => _postings.GetValueOrDefault(field)?.Count ?? 0;

    public bool HasValue(Field field, string key) => _postings.TryGetValue(field, out var postings) && postings.ContainsKey(key);

    public DocSet Word(Field field, string word, bool isTruncated = false)
    {
        var found = Nothing;
        if (_postings.TryGetValue(field, out var postings))
        {
            foreach (var term in isTruncated ? Prefixed(field, word) : [word])
            {
                postings.GetValueOrDefault(term)?.ForEach(found.Add);
            }
        }

        return found;
    }

    /// <summary>Whole values that begin so and satisfy a condition.</summary>
    public DocSet Values(Field field, string prefix, Func<string, bool> isMeant)
    {
        var found = Nothing;
        foreach (var value in Prefixed(field, prefix).Where(isMeant))
        {
            _postings[field][value].ForEach(found.Add);
        }

        return found;
    }

    public DocSet Phrase(Field field, string[] words, bool isTruncated) =>
        WithAll(field, words, isTruncated, run => Enumerable.Range(0, Math.Max(0, run.Length - words.Length + 1)).Any(start => IsAt(run, start, words, isTruncated)));

    /// <summary>All words in any order with at most so many others between them (PubMed help, Proximity searching).</summary>
    public DocSet Near(Field field, string[] words, int between) => WithAll(field, words, isTruncated: false, run => IsNear(run, words, words.Length + between));

    public DocSet Within(Field field, DateOnly from, DateOnly to)
    {
        var found = Nothing;
        for (var doc = 0; doc < Records.Count; doc++)
        {
            if (Records[doc].Dates(field).Any(date => date >= from && date <= to))
            {
                found.Add(doc);
            }
        }

        return found;
    }

    private static bool IsAt(string[] run, int start, string[] words, bool isTruncated)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var isPrefix = isTruncated && i == words.Length - 1;
            if (isPrefix ? !run[start + i].StartsWith(words[i], StringComparison.Ordinal) : run[start + i] != words[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNear(string[] run, string[] words, int window)
    {
        var needed = words.CountBy(w => w, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        for (var start = 0; start < run.Length; start++)
        {
            if (!needed.ContainsKey(run[start]))
            {
                continue;
            }

            var seen = run.Skip(start).Take(window).Where(needed.ContainsKey).CountBy(w => w, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
            if (needed.All(word => seen.GetValueOrDefault(word.Key) >= word.Value))
            {
                return true;
            }
        }

        return false;
    }

    private DocSet WithAll(Field field, string[] words, bool isTruncated, Func<string[], bool> isInRun)
    {
        if (words.Length == 0)
        {
            return Nothing;
        }

        var candidates = words.Select((word, i) => Word(field, word, isTruncated && i == words.Length - 1)).Aggregate((a, b) => a & b);
        if (words.Length == 1)
        {
            return candidates;
        }

        var found = Nothing;
        foreach (var doc in candidates.Docs().Where(doc => Records[doc].Terms.Text(field).Any(isInRun)))
        {
            found.Add(doc);
        }

        return found;
    }

    private IEnumerable<string> Prefixed(Field field, string prefix)
    {
        if (!_sorted.TryGetValue(field, out var terms))
        {
            yield break;
        }

        var place = Array.BinarySearch(terms, prefix, StringComparer.Ordinal);
        for (var i = place < 0 ? ~place : place; i < terms.Length && terms[i].StartsWith(prefix, StringComparison.Ordinal); i++)
        {
            yield return terms[i];
        }
    }

    private void Post(Field field, IEnumerable<string> terms, int doc)
    {
        if (!_postings.TryGetValue(field, out var postings))
        {
            _postings[field] = postings = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        }

        foreach (var term in terms)
        {
            if (!postings.TryGetValue(term, out var docs))
            {
                postings[term] = docs = [];
            }

            if (docs.Count == 0 || docs[^1] != doc)
            {
                docs.Add(doc);
            }
        }
    }
}
