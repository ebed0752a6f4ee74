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
    public void The_hash_of_a_strategy_never_changes() =>
        Assert.Equal("d58b52afaa40f7ecf9403b55c76f22e8", StrategyHash.Of(new() { Drug = ["natalizumab", new(TermField.Substance, "Natalizumab")], Reaction = ["psoria*"] }));
}
