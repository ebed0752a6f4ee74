using LitWatch.Articles;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Tests.Strategies.Matching;

public sealed class StrategyMatcherTests
{
    [Fact]
    public void Natalizumab_and_psoriasis_are_found_with_their_places()
    {
        var article = SampleArticles.Natalizumab;
        var strategy = new Strategy { Drug = ["natalizumab"], Reaction = ["pustular psoriasis", "psoria*", new(TermField.Mesh, "psoriasis")] };

        var spans = StrategyMatcher.Match(strategy, article);

        Assert.Equal(
            [
                new("title", 0, 11, "natalizumab"), new("title", 20, 18, "pustular psoriasis"), new("title", 29, 9, "psoria*"),
                new("abstract[1]", article.Abstract[1].Text.IndexOf("natalizumab", StringComparison.Ordinal), 11, "natalizumab"),
                new("keywords[0]", 0, 11, "natalizumab"), new("keywords[1]", 0, 9, "psoria*"), new("mesh[1]", 0, 9, "psoriasis"),
            ],
            spans);
    }

    [Fact]
    public void A_drug_without_a_reaction_is_not_a_match() =>
        Assert.Null(StrategyMatcher.Match(new Strategy { Drug = ["natalizumab"], Reaction = ["hepatitis"] }, SampleArticles.Natalizumab));

    [Fact]
    public void A_reaction_without_the_drug_is_not_a_match() =>
        Assert.Null(StrategyMatcher.Match(new Strategy { Drug = ["ocrelizumab"], Reaction = ["psoriasis"] }, SampleArticles.Natalizumab));

    [Fact]
    public void An_exclusion_wins() =>
        Assert.Null(StrategyMatcher.Match(new Strategy { Drug = ["natalizumab"], Reaction = ["psoriasis"], Not = [new(TermField.Mesh, "Humans")] }, SampleArticles.Natalizumab));

    [Theory]
    [InlineData("psoriasis", "PSORIASIS vulgaris", "PSORIASIS")]
    [InlineData("Sjögren", "Sjogren syndrome", "Sjogren")]
    [InlineData("sjogren", "Sjo\u0308gren syndrome", "Sjo\u0308gren")]
    [InlineData("TNF-alpha", "of TNF-α.", "TNF-α")]
    [InlineData("TNFα", "of TNF alpha", "TNF alpha")]
    [InlineData("TNF-alpha", "of TNFα", "TNFα")]
    [InlineData("TGF-beta1", "by TGF-β1", "TGF-β1")]
    [InlineData("interferon beta-1a", "interferon β1a", "interferon β1a")]
    [InlineData("α4 integrin", "alpha4-integrin", "alpha4-integrin")]
    [InlineData("α4 integrin", "α4-integrin", "α4-integrin")]
    [InlineData("palmoplantar", "palmo-plantar pustulosis", "palmo-plantar")]
    [InlineData("palmo-plantar", "palmoplantar pustulosis", "palmoplantar")]
    [InlineData("palmo-plantar", "palmo plantar pustulosis", "palmo plantar")]
    [InlineData("palmo plantar", "palmo–plantar pustulosis", "palmo–plantar")]
    [InlineData("palmo plantar", "palmoplantar pustulosis", null)]
    [InlineData("palmoplantar", "palmo plantar pustulosis", null)]
    [InlineData("palmoplantar", "palmo\u00ADplantar", "palmo\u00ADplantar")]
    [InlineData("Crohn's disease", "Crohn’s disease", "Crohn’s disease")]
    [InlineData("Crohns disease", "Crohn's disease", "Crohn's disease")]
    [InlineData("H2O", "H₂O and more", "H₂O")]
    [InlineData("fibrosis", "ﬁbrosis", "ﬁbrosis")]
    [InlineData("psoriasis", "psoriases", null)]
    [InlineData("reaction", "reactions", null)]
    [InlineData("psoriasis", "natalizumab-psoriasis", "psoriasis")]
    [InlineData("psoria*", "psoriasiform rash", "psoriasiform")]
    [InlineData("pustular psoria*", "pustular psoriatic lesions", "pustular psoriatic")]
    [InlineData("pustular psoria*", "pustular and psoriatic", null)]
    [InlineData("pustular psoriasis", "psoriasis, pustular", null)]
    [InlineData("乾癬", "重症乾癬の一例", "乾癬")]
    [InlineData("a b", "b a b", "a b")]
    public void A_text_term_matches_words_as_PubMed_folds_them(string term, string text, string? marked) =>
        Assert.Equal(marked is null ? null : [marked], SampleArticles.Marked(term, text));

    [Theory]
    [InlineData(3, "pustulosis that is quite palmoplantar", "pustulosis that is quite palmoplantar")]
    [InlineData(2, "pustulosis that is quite palmoplantar", null)]
    [InlineData(0, "palmo-plantar pustulosis", "palmo-plantar pustulosis")]
    [InlineData(0, "palmoplantar and pustulosis", null)]
    public void A_near_term_takes_any_order_and_so_many_words_between(int distance, string text, string? marked) =>
        Assert.Equal(marked is null ? null : [marked], SampleArticles.Marked(new(TermField.Near, "palmoplantar pustulosis") { Distance = distance }, text));

    [Fact]
    public void A_word_twice_in_a_near_term_must_stand_twice() =>
        Assert.Null(SampleArticles.Marked(new(TermField.Near, "graft graft") { Distance = 5 }, "one graft only"));

    [Fact]
    public void A_phrase_does_not_reach_from_one_field_into_the_next()
    {
        var article = new Article { Id = "a", Title = "drugx pustular", Abstract = [new(null, "psoriasis. pustular"), new(null, "psoriasis")], Keywords = ["pustular", "psoriasis"] };

        Assert.Null(StrategyMatcher.Match(SampleArticles.Watching("pustular psoriasis"), article));
        Assert.Null(StrategyMatcher.Match(SampleArticles.Watching(new Term(TermField.Near, "pustular psoriasis") { Distance = 0 }), article with { Abstract = [] }));
    }

    [Fact]
    public void A_title_term_looks_in_both_titles_only()
    {
        var term = new Term(TermField.Title, "psoriasis");

        Assert.NotNull(StrategyMatcher.Match(SampleArticles.Watching(term), new() { Id = "a", Title = "drugx", VernacularTitle = "Psoriasis unter Drugx" }));
        Assert.Null(StrategyMatcher.Match(SampleArticles.Watching(term), new() { Id = "a", Title = "drugx", Keywords = ["psoriasis"] }));
    }

    [Theory]
    [InlineData("PSORIASIS", true, true)]
    [InlineData("Natalizumab", true, true)]
    [InlineData("Humans", true, false)]
    [InlineData("Psoriasis/chemically induced", false, true)]
    [InlineData("Psoriasis/genetics", false, false)]
    [InlineData("Skin Diseases", false, false)]
    public void A_heading_matches_by_name_subheading_and_importance(string heading, bool major, bool matches) =>
        Assert.Equal(matches, Finds(new(TermField.Mesh, heading) { Major = major }));

    [Fact]
    public void A_heading_explodes_by_the_tree_that_is_given()
    {
        var strategy = new Strategy { Drug = ["natalizumab"], Reaction = [new(TermField.Mesh, "Skin Diseases")] };
        IReadOnlySet<string> Narrower(string heading) => heading == "Skin Diseases" ? new HashSet<string> { "Psoriasis" } : new HashSet<string>();

        Assert.NotNull(StrategyMatcher.For(strategy, Narrower).Match(SampleArticles.Natalizumab));
        Assert.Null(StrategyMatcher.For(strategy with { Reaction = [strategy.Reaction[0] with { Explode = false }] }, Narrower).Match(SampleArticles.Natalizumab));
    }

    [Fact]
    public void Substances_publication_types_and_subheadings_match_by_name()
    {
        Assert.True(Finds(new(TermField.Substance, "natalizumab")));
        Assert.True(Finds(new(TermField.PublicationType, "case reports")));
        Assert.True(Finds(new(TermField.Subheading, "Adverse Effects")));
        Assert.False(Finds(new(TermField.Substance, "Integrin")));
    }

    [Fact]
    public void What_PubMed_delivers_is_kept_unless_the_strategy_excludes_it()
    {
        var strategy = new Strategy { Drug = ["natalizumab"], Reaction = [new(TermField.Mesh, "Skin Diseases")] };
        var matcher = StrategyMatcher.For(strategy);

        Assert.Null(matcher.Match(SampleArticles.Natalizumab));
        Assert.NotEmpty(matcher.MatchDelivered(SampleArticles.Natalizumab)!);
        Assert.NotEmpty(matcher.MatchDelivered(SampleArticles.Natalizumab with { Mesh = [] })!);
        Assert.Null(StrategyMatcher.For(strategy with { Not = ["psoriasis"] }).MatchDelivered(SampleArticles.Natalizumab));
    }

    [Theory]
    [InlineData("Drugx: a case report")]
    [InlineData("Drugx-induced psoriasis")]
    [InlineData("Side-effects of drugx")]
    [InlineData("Safety of drugx")]
    public void Any_adverse_reaction_needs_no_name_of_one(string title) =>
        Assert.NotNull(StrategyMatcher.Match(new Strategy { Drug = ["drugx"], AnyAdverseReaction = true }, SampleArticles.Titled(title)));

    [Theory]
    [InlineData("pregnancy", "Drugx in the first trimester")]
    [InlineData("breastfeeding", "Drugx in breast-feeding mothers")]
    [InlineData("paediatric", "Drugx in a 9-year-old girl")]
    [InlineData("elderly", "Drugx in older adults")]
    [InlineData("overdose", "Massive drugx overdosage")]
    [InlineData("abuse", "Drugx addiction")]
    [InlineData("misuse", "Misuse of drugx")]
    [InlineData("medicationError", "Drugx at the wrong dose")]
    [InlineData("occupationalExposure", "Nurses' occupational contact with drugx")]
    [InlineData("lackOfEfficacy", "Nonresponse to drugx")]
    [InlineData("offLabel", "Drugx off-label")]
    public void A_special_situation_counts_like_a_reaction(string situation, string title)
    {
        var strategy = new Strategy { Drug = ["drugx"], SpecialSituations = [situation] };

        Assert.NotNull(StrategyMatcher.Match(strategy, SampleArticles.Titled(title)));
        Assert.Null(StrategyMatcher.Match(strategy, SampleArticles.Titled("Drugx")));
    }

    [Fact]
    public void A_section_label_is_part_of_the_abstract() =>
        Assert.Contains(new MatchSpan("abstract[1].label", 0, 11, "case report"), StrategyMatcher.Match(new Strategy { Drug = ["natalizumab"], Reaction = ["case report"] }, SampleArticles.Natalizumab)!);

    private static bool Finds(Term reaction) => StrategyMatcher.Match(new Strategy { Drug = ["natalizumab"], Reaction = [reaction] }, SampleArticles.Natalizumab) is not null;
}
