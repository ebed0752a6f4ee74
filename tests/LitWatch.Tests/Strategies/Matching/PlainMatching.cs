using LitWatch.Articles;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Tests.Strategies.Matching;

/// <summary>
/// What a strategy matches, in the plainest way: each term is compared with each place of the article, letter by letter, one strategy after the other. What is
/// equal is decided by folding, which the product's matcher shares; nothing else is.
/// </summary>
internal sealed class PlainMatching(Article article)
{
    private readonly List<Text> texts = [.. Texts(article)];

    /// <summary>The spans in no order, or null when not matched.</summary>
    public HashSet<MatchSpan>? Match(Strategy strategy)
    {
        IEnumerable<Term> reactions = [.. strategy.Reaction, .. strategy.AnyAdverseReaction ? AdverseReactionBlock.Terms : [], .. strategy.SpecialSituations.SelectMany(SpecialSituations.Terms)];
        var (drug, reaction, not) = (Spans(strategy.Drug), Spans(reactions), Spans(strategy.Not));
        return drug.Count > 0 && reaction.Count > 0 && not.Count == 0 ? [.. drug, .. reaction] : null;
    }

    private HashSet<MatchSpan> Spans(IEnumerable<Term> terms) => [.. terms.SelectMany(Spans)];

    private IEnumerable<MatchSpan> Spans(Term term) => term.Field switch
    {
        TermField.Text => texts.SelectMany(text => Phrase(term, text)),
        TermField.Title => texts.Where(text => text.Name is "title" or "vernacularTitle").SelectMany(text => Phrase(term, text)),
        TermField.Near => texts.SelectMany(text => Near(term, text)),
        TermField.Mesh => Headings(term),
        TermField.Subheading => article.Mesh.SelectMany((heading, i) => heading.Qualifiers.Where(qualifier => IsWithin(qualifier.Name, term.Value)).Select(_ => new MatchSpan($"mesh[{i}]", 0, heading.Descriptor.Length, term.Value))),
        TermField.Substance => Named(article.Substances.Select(substance => substance.Name), "substances", term),
        _ => Named(article.PublicationTypes, "publicationTypes", term),
    };

    private IEnumerable<MatchSpan> Headings(Term term)
    {
        var parts = term.Value.Split('/', 2);
        return article.Mesh
            .Select((heading, i) => (heading, i))
            .Where(item => Same(item.heading.Descriptor, parts[0].Trim()))
            .Where(item => parts.Length == 1
                ? !term.Major || item.heading.Major || item.heading.Qualifiers.Any(qualifier => qualifier.Major)
                : item.heading.Qualifiers.Any(qualifier => IsWithin(qualifier.Name, parts[1]) && (!term.Major || item.heading.Major || qualifier.Major)))
            .Select(item => new MatchSpan($"mesh[{item.i}]", 0, item.heading.Descriptor.Length, term.Value));
    }

    private static IEnumerable<MatchSpan> Named(IEnumerable<string> names, string field, Term term) =>
        names.Select((name, i) => (name, i)).Where(item => Same(item.name, term.Value)).Select(item => new MatchSpan($"{field}[{item.i}]", 0, item.name.Length, term.Value));

    private static bool IsWithin(string qualifier, string asked) => QualifierTree.From(asked).Contains(FoldedText.Key(qualifier), StringComparer.Ordinal);

    private static bool Same(string one, string other) => FoldedText.Key(one) == FoldedText.Key(other) && FoldedText.Key(one).Length > 0;

    private static IEnumerable<Text> Texts(Article article) =>
    [
        .. article.Title is { } title ? [new Text("title", title)] : Array.Empty<Text>(),
        .. article.VernacularTitle is { } vernacular ? [new Text("vernacularTitle", vernacular)] : Array.Empty<Text>(),
        .. article.Abstract.SelectMany((section, i) => section.Label is null ? [new Text($"abstract[{i}]", section.Text)] : new[] { new Text($"abstract[{i}].label", section.Label), new Text($"abstract[{i}]", section.Text) }),
        .. article.Keywords.Select((keyword, i) => new Text($"keywords[{i}]", keyword)),
    ];

    private static IEnumerable<MatchSpan> Phrase(Term term, Text text)
    {
        var (stem, truncated) = TermText.Untruncated(term.Value);
        return Stands(Letters(stem), truncated, text.Letters).Select(place => text.Span(place, term));
    }

    private static IEnumerable<MatchSpan> Near(Term term, Text text)
    {
        var parts = Words(Letters(term.Value)).ToList();
        var places = parts.ConvertAll(part => Stands(part, truncated: false, text.Letters).ToList());
        if (parts.Count == 0)
        {
            yield break;
        }

        foreach (var start in places.SelectMany(list => list).Select(place => place.First).Distinct())
        {
            var taken = new List<(int First, int End)>();
            foreach (var list in places)
            {
                taken.AddRange(list.Where(place => place.First >= start && taken.TrueForAll(other => place.End <= other.First || other.End <= place.First)).Take(1));
            }

            if (taken.Count == parts.Count && taken.Exists(place => place.First == start))
            {
                var end = taken.Max(place => place.End);
                var window = text.Letters[start..end];
                var count = window.Count(letter => letter.Gap != Gap.None) + (window[0].Gap == Gap.None ? 1 : 0);
                var used = taken.Sum(place => text.Letters[place.First..place.End].Count(letter => letter.Gap != Gap.None) + (text.Letters[place.First].Gap == Gap.None ? 1 : 0));
                if (count - used <= term.Distance)
                {
                    yield return text.Span((start, end), term);
                }
            }
        }
    }

    /// <summary>Every place (of letters, end exclusive) where the letters go on as wanted from the beginning of a word, and gaps agree.</summary>
    private static IEnumerable<(int First, int End)> Stands(List<Letter> wanted, bool truncated, List<Letter> text)
    {
        for (var first = 0; wanted.Count > 0 && first + wanted.Count <= text.Count; first++)
        {
            if (text[first].Gap == Gap.None || wanted[0].Char != text[first].Char || !Enumerable.Range(0, wanted.Count).All(i => wanted[i].Char == text[first + i].Char && (i == 0 || Agree(wanted[i].Gap, text[first + i].Gap))))
            {
                continue;
            }

            var end = first + wanted.Count;
            var whole = end == text.Count || text[end].Gap != Gap.None;
            if (whole || truncated)
            {
                while (end < text.Count && text[end].Gap == Gap.None)
                {
                    end++;
                }

                yield return (first, end);
            }
        }
    }

    private static bool Agree(Gap one, Gap other) => one == Gap.None ? other != Gap.Wide : other != Gap.None || one != Gap.Wide;

    private static IEnumerable<List<Letter>> Words(List<Letter> letters)
    {
        var starts = Enumerable.Range(0, letters.Count).Where(i => i == 0 || letters[i].Gap == Gap.Wide).Append(letters.Count).ToList();
        return starts.Zip(starts.Skip(1), (first, end) => letters[first..end]);
    }

    private static List<Letter> Letters(string text)
    {
        var folded = FoldedText.Of(TermText.Composed(text));
        return [.. Folded(folded)];
    }

    private static IEnumerable<Letter> Folded(FoldedText folded) =>
        Enumerable.Range(0, folded.Count).SelectMany(word => folded[word].ToString().Select((c, i) =>
            new Letter(c, i > 0 ? Gap.None : folded.Words[word].Joined ? Gap.Closable : Gap.Wide, folded.Words[word].Start, folded.Words[word].End)));

    private enum Gap
    {
        None,
        Closable,
        Wide,
    }

    /// <param name="Gap">What parts it from the letter before.</param>
    /// <param name="Start">Of its word, in the text as it is.</param>
    /// <param name="End">Of its word.</param>
    private sealed record Letter(char Char, Gap Gap, int Start, int End);

    private sealed class Text(string name, string text)
    {
        public string Name { get; } = name;

        public List<Letter> Letters { get; } = [.. Folded(FoldedText.Of(text))];

        public MatchSpan Span((int First, int End) place, Term term) =>
            new(Name, Letters[place.First].Start, Letters[place.End - 1].End - Letters[place.First].Start, term.Value);
    }
}
