using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Json.Schema;
using LitWatch.Strategies;

namespace LitWatch.Tests.Strategies;

/// <summary>The published schema says yes and no where the reader does.</summary>
public sealed class StrategySchemaTests
{
    private static readonly JsonSchema Schema = Published();

    [Theory]
    [InlineData("""{ "drug": ["natalizumab", "Tysabri", { "mesh": "Natalizumab" }, { "substance": "Natalizumab" }], "reaction": ["psoria*", { "mesh": "Psoriasis", "explode": true, "major": false }, { "near": "palmoplantar pustulosis", "distance": 3 }], "anyAdverseReaction": false, "specialSituations": ["pregnancy", "overdose"], "not": [], "reason": "first version" }""")]
    [InlineData("""{ "drug": ["a"], "anyAdverseReaction": true, "reason": null }""")]
    [InlineData("""{ "drug": ["a"], "specialSituations": ["offLabel"] }""")]
    [InlineData("""{ "drug": [{ "text": "a" }], "reaction": [{ "title": "b" }], "not": [{ "publicationType": "Review" }] }""")]
    [InlineData("""{ "drug": ["a"], "reaction": [{ "near": "a b" }] }""")]
    [InlineData("""{ "drug": ["a"], "reaction": ["b"], "limit": "humans" }""")]
    [InlineData("""{ "drug": "a", "reaction": ["b"] }""")]
    [InlineData("""{ "drug": [], "reaction": ["b"] }""")]
    [InlineData("""{ "reaction": ["b"] }""")]
    [InlineData("""{ "drug": ["a"] }""")]
    [InlineData("""{ "drug": ["a"], "reaction": [] }""")]
    [InlineData("""{ "drug": ["a"], "reaction": [], "anyAdverseReaction": false, "specialSituations": [] }""")]
    [InlineData("""{ "drug": ["a", 1], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": ["a", " "], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": ["a", null], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": [{}], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": [{ "text": "a", "mesh": "A" }], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": [{ "text": "" }], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": [{ "text": 1 }], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": [{ "text": "a", "explode": true }], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": [{ "mesh": "a", "explode": "no" }], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": [{ "near": "a b", "distance": 1.5 }], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": [{ "mesh": "a", "distance": 1 }], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": [{ "subheading": "toxicity" }], "reaction": ["b"] }""")]
    [InlineData("""{ "drug": ["a"], "anyAdverseReaction": "yes" }""")]
    [InlineData("""{ "drug": ["a"], "specialSituations": ["pregnancy", 1] }""")]
    [InlineData("""{ "drug": ["a"], "reaction": ["b"], "reason": 1 }""")]
    [InlineData("""["a"]""")]
    [InlineData("\"a\"")]
    public void Schema_and_reader_agree(string json) => Assert.Equal(IsRead(json), IsValid(json));

    [Property(MaxTest = 300)]
    public Property Whatever_is_written_is_valid() =>
        Prop.ForAll(Chance.SoundStrategy.ToArbitrary(), strategy => IsValid(StrategyJson.Write(strategy)));

    [Fact]
    public void The_schema_knows_the_situations_that_there_are()
    {
        Assert.All(SpecialSituations.Names, name => Assert.True(IsValid($$"""{ "drug": ["a"], "specialSituations": ["{{name}}"] }""")));
        Assert.False(IsValid("""{ "drug": ["a"], "specialSituations": ["flight"] }"""));
    }

    private static bool IsRead(string json)
    {
        try
        {
            StrategyJson.Parse(json);
            return true;
        }
        catch (StrategyFormatException)
        {
            return false;
        }
    }

    private static bool IsValid(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Schema.Evaluate(document.RootElement).IsValid;
    }

    private static JsonSchema Published()
    {
        using var file = typeof(Strategy).Assembly.GetManifestResourceStream("page/strategy.schema.json")!;
        using var text = new StreamReader(file);
        return JsonSchema.FromText(text.ReadToEnd());
    }
}
