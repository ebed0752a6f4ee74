using System.Text.Json;
using LitWatch.Strategies;

namespace LitWatch.Tests.Strategies;

public sealed class StrategyJsonTests
{
    private const string Contract = """
        { "drug": ["natalizumab", "Tysabri", { "mesh": "Natalizumab" }, { "substance": "Natalizumab" }],
          "reaction": ["pustular psoriasis", "psoria*", { "mesh": "Psoriasis", "explode": true }, { "near": "palmoplantar pustulosis", "distance": 3 }],
          "anyAdverseReaction": false, "specialSituations": ["pregnancy", "overdose"], "not": [], "reason": "first version" }
        """;

    [Fact]
    public void The_contract_is_read_as_written()
    {
        var strategy = StrategyJson.Parse(Contract);

        Assert.Equal(["natalizumab", "Tysabri", new(TermField.Mesh, "Natalizumab"), new(TermField.Substance, "Natalizumab")], strategy.Drug);
        Assert.Equal(
            ["pustular psoriasis", "psoria*", new(TermField.Mesh, "Psoriasis"), new(TermField.Near, "palmoplantar pustulosis") { Distance = 3 }],
            strategy.Reaction);
        Assert.Equal(["pregnancy", "overdose"], strategy.SpecialSituations);
        Assert.Equal("first version", strategy.Reason);
        Assert.Empty(strategy.Not);
    }

    [Fact]
    public void Writing_is_compact() => Assert.Equal(
        """{"drug":["natalizumab","Tysabri",{"mesh":"Natalizumab"},{"substance":"Natalizumab"}],"reaction":["pustular psoriasis","psoria*",{"mesh":"Psoriasis"},{"near":"palmoplantar pustulosis","distance":3}],"specialSituations":["pregnancy","overdose"],"reason":"first version"}""",
        StrategyJson.Write(StrategyJson.Parse(Contract)));

    [Fact]
    public void A_strategy_inside_other_json_keeps_the_form()
    {
        var strategy = JsonSerializer.Deserialize<Strategy>(Contract)!;

        Assert.Equal(StrategyHash.Of(StrategyJson.Parse(Contract)), StrategyHash.Of(strategy));
        Assert.StartsWith("""{"drug":["natalizumab",""", JsonSerializer.Serialize(strategy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "drug": ["a"], "reaction": ["b"], "limit": "humans" }""", "$.limit")]
    [InlineData("""{ "drug": "a", "reaction": ["b"] }""", "$.drug")]
    [InlineData("""{ "drug": [], "reaction": ["b"] }""", "$.drug")]
    [InlineData("""{ "reaction": ["b"] }""", "$.drug")]
    [InlineData("""{ "drug": ["a"] }""", "$.reaction")]
    [InlineData("""{ "drug": ["a"], "reaction": [] }""", "$.reaction")]
    [InlineData("""{ "drug": ["a", 1], "reaction": ["b"] }""", "$.drug[1]")]
    [InlineData("""{ "drug": ["a", " "], "reaction": ["b"] }""", "$.drug[1]")]
    [InlineData("""{ "drug": [{}], "reaction": ["b"] }""", "$.drug[0]")]
    [InlineData("""{ "drug": [{ "text": "a", "mesh": "A" }], "reaction": ["b"] }""", "$.drug[0]")]
    [InlineData("""{ "drug": [{ "text": 1 }], "reaction": ["b"] }""", "$.drug[0].text")]
    [InlineData("""{ "drug": [{ "text": "a", "explode": true }], "reaction": ["b"] }""", "$.drug[0].explode")]
    [InlineData("""{ "drug": [{ "mesh": "a", "explode": "no" }], "reaction": ["b"] }""", "$.drug[0].explode")]
    [InlineData("""{ "drug": [{ "near": "a b", "distance": 1.5 }], "reaction": ["b"] }""", "$.drug[0].distance")]
    [InlineData("""{ "drug": [{ "mesh": "a", "distance": 1 }], "reaction": ["b"] }""", "$.drug[0].distance")]
    [InlineData("""{ "drug": [{ "subheading": "toxicity" }], "reaction": ["b"] }""", "$.drug[0].subheading")]
    [InlineData("""{ "drug": ["a"], "reaction": ["b"], "reaction": ["c"] }""", "$.reaction")]
    [InlineData("""{ "drug": ["a"], "anyAdverseReaction": "yes" }""", "$.anyAdverseReaction")]
    [InlineData("""{ "drug": ["a\ud800"], "reaction": ["b"] }""", "$.drug[0]")]
    [InlineData("""["a"]""", "$")]
    [InlineData("""{ "drug": ["a"], }""", "$")]
    [InlineData("", "$")]
    public void What_breaks_the_contract_is_refused_by_its_path(string json, string path)
    {
        var refusal = Assert.Throws<StrategyFormatException>(() => StrategyJson.Parse(json));

        Assert.StartsWith(path + ": ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_reaction_list_is_fine_beside_any_adverse_reaction() =>
        Assert.True(StrategyJson.Parse("""{ "drug": ["a"], "reaction": [], "anyAdverseReaction": true }""").AnyAdverseReaction);
}
