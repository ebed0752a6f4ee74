using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;
using LitWatch.Sources.PubMed;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;
using LitWatch.Strategies.Matching;

namespace LitWatch.Tests.Strategies;

public sealed partial class StrategyProperties
{
    [Property]
    public Property Rendering_never_throws_and_lets_no_syntax_through() => For(Chance.AnyStrategy, strategy =>
    {
        var query = PubMedQuery.Render(strategy);
        var bare = Quoted().Replace(query, "");
        var depth = bare.Aggregate(0, (open, c) => open < 0 ? open : c == '(' ? open + 1 : c == ')' ? open - 1 : open);
        return OurTokens().IsMatch(bare) && depth == 0;
    });

    [Property]
    public Property Rules_matching_and_naming_never_throw() => For(Chance.AnyStrategy, strategy =>
    {
        _ = StrategyRules.Validate(strategy);
        _ = StrategyMatcher.Match(strategy, SampleArticles.Natalizumab);
        return StrategyText.Short(strategy) is { Length: < 130 } name && !name.Any(char.IsControl);
    });

    [Property]
    public Property A_written_strategy_is_read_back_with_the_same_meaning() =>
        For(Chance.SoundStrategy, strategy =>
        {
            var back = StrategyJson.Parse(StrategyJson.Write(strategy));
            return StrategyHash.Of(back) == StrategyHash.Of(strategy) && back.Drug.SequenceEqual(strategy.Drug) && back.Reaction.SequenceEqual(strategy.Reaction);
        });

    [Property]
    public Property The_hash_ignores_how_a_strategy_is_written() => For(Chance.AnyStrategy, strategy =>
    {
        var rewritten = strategy with
        {
            Drug = Rewritten(strategy.Drug),
            Reaction = Rewritten(strategy.Reaction),
            Not = Rewritten(strategy.Not),
            SpecialSituations = [.. strategy.SpecialSituations.Reverse()],
            Reason = null,
        };
        return StrategyHash.Of(rewritten) == StrategyHash.Of(strategy) && Hash().IsMatch(StrategyHash.Of(strategy));
    });

    [Property]
    public Property The_hash_tells_every_other_difference() => For(Chance.AnyStrategy, strategy =>
    {
        var marker = new Term(TermField.Mesh, "a marker that chance does not write");
        Strategy[] others =
        [
            strategy,
            strategy with { AnyAdverseReaction = !strategy.AnyAdverseReaction },
            strategy with { SpecialSituations = [.. strategy.SpecialSituations, "another"] },
            strategy with { Drug = [.. strategy.Drug, marker] },
            strategy with { Reaction = [.. strategy.Reaction, marker] },
            strategy with { Not = [.. strategy.Not, marker] },
            strategy with { Not = [.. strategy.Not, marker with { Explode = false }] },
            strategy with { Not = [.. strategy.Not, marker with { Major = true }] },
            strategy with { Not = [.. strategy.Not, new(TermField.Text, marker.Value)] },
            strategy with { Not = [.. strategy.Not, new(TermField.Near, marker.Value)] },
            strategy with { Not = [.. strategy.Not, new(TermField.Near, marker.Value) { Distance = 1 }] },
        ];
        return others.Select(StrategyHash.Of).Distinct().Count() == others.Length;
    });

    [Property]
    public Property A_term_finds_itself_in_any_case_and_normal_form() => For(Chance.Text, text =>
        Forms(text).All(form => Found(form, text)));

    [Property]
    public Property Matching_does_not_see_case_or_diacritics_of_the_text() =>
        For(from text in Chance.Text from word in Chance.Word from star in Gen.Elements("", "*") select (text: text + "Sjögren", term: word + star), pair =>
            Forms(pair.text).Concat([WithoutDiacritics(pair.text)]).Select(form => Found(form, pair.term)).Distinct().Count() == 1);

    [Property]
    public Property Spans_lie_in_the_text_and_match_again() =>
        For(from text in Chance.Text from term in Chance.Text from star in Gen.Elements("", "*") from near in Gen.Elements(true, false) select (text, term, star, near), pair =>
        {
            var words = pair.term.Split(' ', 2)[0];
            var term = pair.near ? new Term(TermField.Near, pair.term) { Distance = 2 } : new Term(TermField.Text, words + pair.star);
            var article = SampleArticles.Titled(pair.text + pair.term + pair.text);
            var spans = StrategyMatcher.Match(new() { Drug = [term], Reaction = [term] }, article) ?? [];
            return spans.All(span => span.Start >= 0 && span.Length > 0 && span.Start + span.Length <= article.Title!.Length
                && StrategyMatcher.Match(new() { Drug = [term], Reaction = [term] }, SampleArticles.Titled(article.Title.Substring(span.Start, span.Length))) is not null);
        });

    private static Property For<T>(Gen<T> gen, Func<T, bool> holds) => Prop.ForAll(gen.ToArbitrary(), holds);

    private static bool Found(string text, string term) =>
        WordPattern.Of(term) is null || StrategyMatcher.Match(new Strategy { Drug = [term], Reaction = [term] }, new Article { Id = "a", Keywords = [text] }) is not null;

    private static Term[] Rewritten(IReadOnlyList<Term> terms) =>
        [.. terms.Reverse().Concat(terms.Take(1)).Select((term, i) => term with { Value = i % 2 == 0 ? Spaced(term.Value.ToUpperInvariant()) : Normalized(term.Value.ToLowerInvariant(), NormalizationForm.FormD) })];

    private static string Spaced(string text) => $" \t{text.Replace(" ", "  ", StringComparison.Ordinal)}\n";

    private static string[] Forms(string text) =>
        [text, text.ToUpperInvariant(), text.ToLowerInvariant(), Normalized(text, NormalizationForm.FormC), Normalized(text, NormalizationForm.FormD), Normalized(text, NormalizationForm.FormKC)];

    private static string WithoutDiacritics(string text) => Normalized(string.Concat(Normalized(text, NormalizationForm.FormD).Where(c => c is < '\u0300' or > '\u036F')), NormalizationForm.FormC);

    private static string Normalized(string text, NormalizationForm form) => text.EnumerateRunes().Contains(Rune.ReplacementChar) ? text : text.Normalize(form);

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?:\(|\)| AND | OR | NOT |\[(?:tiab|ti|mh|mh:noexp|majr|majr:noexp|nm|pt|sh|tiab:~\d+|ti:~\d+)\]|[\p{L}\p{Nd}]+\*)*\z")]
    private static partial Regex OurTokens();

    [GeneratedRegex(@"^[0-9a-f]{32}\z")]
    private static partial Regex Hash();
}
