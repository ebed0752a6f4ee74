using System.Text;
using LitWatch.Articles;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Tests.Strategies.Matching;

/// <summary>A rule of PubMed's that the matcher does not follow, as the matcher would find if it did: a way to see an article, or to read a term.</summary>
/// <param name="Rule">With its source: NLM, PubMed User Guide (pubmed.ncbi.nlm.nih.gov/help), or what the record's XML says.</param>
/// <param name="FindsMore">Whether PubMed finds more by it; else fewer.</param>
/// <param name="Finds">Whether the term then finds the article, given as LitWatch has it.</param>
internal sealed record Lens(string Rule, bool FindsMore, Func<Term, RecordedArticle, bool> Finds)
{
    /// <summary>Each alone; then all together, for a place where several rules meet.</summary>
    public static IReadOnlyList<Lens> All { get; } =
    [
        More("The sections of an abstract are one text (User Guide: Title/Abstract); the matcher reaches from none into the next", (term, record) => Matches(term, record.Article with { Abstract = OneText(record.Article.Abstract) })),
        Fewer("Labels of sections are attributes, not text, of the XML; the matcher reads what PubMed displays", article => article with { Abstract = [.. article.Abstract.Select(section => section with { Label = null })] }),
        Fewer("[tiab] and [ti] do not search vernacular titles, which are in [tw] (User Guide: Transliterated Title, Text Words)", article => article with { VernacularTitle = null }),
        Fewer("A hyphen or apostrophe in a record is a gap (User Guide: Hyphenated phrases); no query can ask for a gap inside a word", article => EachText(article, Parted)),
        Fewer("A Greek letter is spelt out within its word: TNFα is searched as TNFalpha (seen in PubMed's search details); to the matcher it is a word of its own", article => EachText(article, Spelt)),
        Fewer("Words of scripts without spaces are not searched, or only as a whole; the matcher finds parts", article => EachText(article, WithoutScripts)),
        More("Words of a truncated phrase, and of a phrase outside the phrase index, are combined with AND (User Guide: Phrase Index)", (term, record) => AllWords(term, record.Article)),
        More("A stop word in a proximity search may be any word (User Guide: Stopwords, Proximity)", (term, record) => AroundStopWords(term, record.Article)),
        More("[tiab] searches other abstracts, in other languages or plain words, too (User Guide: Title/Abstract); an Article has one abstract", (term, record) => Matches(term, record.WithOtherAbstracts)),
        More("Several of these together", (term, record) => AsPubMedSees(record.WithOtherAbstracts) is var seen && (Matches(term, seen) || AllWords(term, seen) || AroundStopWords(term, seen))),
        Fewer("Several of these together", AsPubMedSees),
    ];

    public static bool Matches(Term term, Article article) => StrategyMatcher.Match(new Strategy { Drug = [term], Reaction = [term] }, article) is not null;

    private static Lens More(string rule, Func<Term, RecordedArticle, bool> finds) => new(rule, FindsMore: true, finds);

    private static Lens Fewer(string rule, Func<Article, Article> see) => new(rule, FindsMore: false, (term, record) => Matches(term, see(record.Article)));

    private static IReadOnlyList<AbstractSection> OneText(IReadOnlyList<AbstractSection> sections) => sections.Count == 0 ? [] : [new(null, string.Join(' ', sections.Select(section => section.Text)))];

    private static Article EachText(Article article, Func<Rune, string> see)
    {
        return article with
        {
            Title = article.Title is { } title ? See(title) : null,
            Abstract = [.. article.Abstract.Select(section => section with { Text = See(section.Text) })],
            Keywords = [.. article.Keywords.Select(See)],
        };

        string See(string text) => string.Concat(text.EnumerateRunes().Select(see));
    }

    private static string Parted(Rune rune) => Characters.IsHyphen(rune) || Characters.IsApostrophe(rune) ? " " : rune.ToString();

    private static string Spelt(Rune rune) => Characters.GreekName(rune) ?? rune.ToString();

    private static string WithoutScripts(Rune rune) => Characters.StandsAlone(rune) ? " " : rune.ToString();

    private static Article AsPubMedSees(Article article) =>
        EachText(EachText(EachText(article with { Abstract = OneText(article.Abstract), VernacularTitle = null }, Parted), Spelt), WithoutScripts);

    private static bool AllWords(Term term, Article article) =>
        term.Field is TermField.Text or TermField.Title && Spellings(term).Exists(words => words.Where(word => !QueryWords.IsStopWord(word)).Select(word => term with { Value = word }).ToList() is { Count: > 0 } asked && asked.TrueForAll(word => Matches(word, article)));

    private static bool AroundStopWords(Term term, Article article) =>
        term.Field is TermField.Text or TermField.Title or TermField.Near
        && Spellings(term).Exists(words => Matches(
            new Term(TermField.Near, string.Join(' ', words)) { Distance = term.Distance + words.Count(QueryWords.IsStopWord) },
            term.Field == TermField.Title ? article with { VernacularTitle = null, Abstract = [], Keywords = [] } : article));

    /// <summary>The words of each way the query writes the term; the last keeps its star.</summary>
    private static List<string[]> Spellings(Term term)
    {
        var (stem, truncated) = TermText.Untruncated(term.Value);
        return [.. QueryWords.Spellings(stem).Select(words => (string[])[.. words.SkipLast(1), words[^1] + (truncated ? "*" : "")])];
    }
}
