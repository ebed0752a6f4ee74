using LitWatch.Strategies;

namespace LitWatch.Tests.Strategies;

public sealed class StrategyTextTests
{
    [Fact]
    public void A_strategy_is_called_by_its_first_terms()
    {
        var strategy = new Strategy { Drug = ["natalizumab", "Tysabri"], Reaction = [new(TermField.Mesh, "Psoriasis"), "psoria*"] };

        Assert.Equal("natalizumab × Psoriasis", StrategyText.Short(strategy));
        Assert.Equal("natalizumab × any adverse reaction", StrategyText.Short(strategy with { Reaction = [], AnyAdverseReaction = true }));
        Assert.Equal("natalizumab × medication error", StrategyText.Short(strategy with { Reaction = [], SpecialSituations = ["medicationError"] }));
    }

    [Fact]
    public void A_strategy_is_told_in_words()
    {
        var strategy = new Strategy
        {
            Drug = ["natalizumab", "anti alpha4", new(TermField.Substance, "Natalizumab")],
            Reaction = [new(TermField.Mesh, "Psoriasis"), new(TermField.Mesh, "Psoriasis/chemically induced") { Explode = false, Major = true }, "psoria*", new(TermField.Title, "rash"), new(TermField.Near, "skin rash") { Distance = 3 }],
            AnyAdverseReaction = true,
            SpecialSituations = ["medicationError"],
            Not = [new(TermField.PublicationType, "Comment")],
        };

        Assert.Equal(
            """
            drug: natalizumab OR "anti alpha4" OR substance "Natalizumab"
            AND reaction: MeSH "Psoriasis" and narrower OR major MeSH "Psoriasis/chemically induced", not narrower OR psoria* OR title rash OR "skin rash" within 3 words, any order OR any adverse reaction OR special situation medication error
            NOT: publication type "Comment"
            """,
            StrategyText.Describe(strategy));
    }

    [Fact]
    public void The_hash_of_a_strategy_never_changes() =>
        Assert.Equal("d58b52afaa40f7ecf9403b55c76f22e8", StrategyHash.Of(new() { Drug = ["natalizumab", new(TermField.Substance, "Natalizumab")], Reaction = ["psoria*"] }));
}
