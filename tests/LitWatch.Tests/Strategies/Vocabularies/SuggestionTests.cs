using System.Text;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;
using LitWatch.Strategies.Matching;
using LitWatch.Strategies.Vocabularies;
using LitWatch.Strategies.Vocabularies.Files;
using LitWatch.Tests.Local;

namespace LitWatch.Tests.Strategies.Vocabularies;

public sealed class SuggestionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Vocabulary vocabulary;

    public SuggestionTests() => vocabulary = new(new[] { ("desc2026.xml", Samples.Descriptors), ("db.csv", Samples.DrugBank), ("symp.obo", Samples.Ontology), ("mtrees2026.bin", Samples.Tree) }.SelectMany(file =>
    {
        File.WriteAllText(folder[file.Item1], file.Item2, Encoding.UTF8);
        return VocabularyFile.Read(folder[file.Item1]).Concepts;
    }));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_drug_of_MeSH_is_suggested_as_heading_substance_and_words() =>
        Assert.Equal(["MeSH \"Natalizumab\" and narrower", "substance \"Natalizumab\"", "Natalizumab", "Tysabri"], Terms("tysabri"));

    [Fact]
    public void Names_are_words_that_authors_write_each_once()
    {
        var fluorouracil = Assert.Single(Suggestions.For("5fu", ConceptKind.Drug, vocabulary));

        Assert.Equal(["Fluorouracil", "5-FU", "Fluorouracilo"], fluorouracil.Terms.Select(term => term.Value));
        Assert.Equal(["5-Fluoropyrimidine-2,4-dione"], fluorouracil.LeftOut);
        Assert.Contains("\"Psoriatic Arthritis\"", Terms("Arthritis, psoriatic"));
    }

    [Theory]
    [InlineData("Valproic acid", true)]
    [InlineData("Peyrone's Chloride", true)]
    [InlineData("natalizumab-sztn", true)]
    [InlineData("5-FU", true)]
    [InlineData("Pustulosis of Palms and Soles", true)]
    [InlineData("VPA", false)]
    [InlineData("(SP-4-2)-DIAMMINEDICHLOROPLATINUM", false)]
    [InlineData("2-n-propyl-n-valeric acid", false)]
    [InlineData("N-acetyl-p-aminophenol", false)]
    [InlineData("4'-hydroxyacetanilide", false)]
    [InlineData("Valproic Acid, Sodium Salt (2:1)", false)]
    [InlineData("immunoglobulin with a light chain and a heavy chain of mice", false)]
    public void Systematic_names_and_bare_abbreviations_are_left_out(string name, bool searchable) => Assert.Equal(searchable, NameForm.IsSearchable(name));

    [Fact]
    public void A_name_that_is_not_there_finds_what_begins_so() => Assert.Equal(["backache"], Suggestions.For("back", null, vocabulary).Select(found => found.Name));

    [Fact]
    public void A_name_finds_itself_only_unless_it_is_unfinished()
    {
        Assert.Equal(["Psoriasis", "Psoriasis"], Suggestions.For("psoriasis", null, vocabulary).Select(found => found.Name));
        Assert.Contains("Psoriasis Elsewhere", Suggestions.For("psoriasis", null, vocabulary, unfinished: true).Select(found => found.Name));
        Assert.Empty(Suggestions.For("psoriasis", ConceptKind.Drug, vocabulary, unfinished: true));
        Assert.Empty(Suggestions.For("", null, vocabulary, unfinished: true));
    }

    [Fact]
    public void All_that_is_suggested_can_be_kept_in_a_strategy() => Assert.All(
        vocabulary.Concepts.Select(Suggestion.Of),
        suggestion => Assert.Empty(StrategyRules.Validate(new() { Drug = suggestion.Terms, Reaction = suggestion.Terms })));

    [SkippableFact]
    public void Of_recorded_vocabularies_too_all_that_is_suggested_can_be_kept_and_finds_itself()
    {
        var recorded = Path.Combine(ShippedData.RequireRecorded(), "vocab");
        var concepts = new[] { "mesh/mesh2022_terms.tsv.gz", "drugbank-open/drugbank_vocabulary.csv", "symp/symp.obo" }.SelectMany(file => VocabularyFile.Read(Path.Combine(recorded, file)).Concepts);
        var faults = concepts.Select(Suggestion.Of).SelectMany(suggestion => suggestion.Terms)
            .Where(term => StrategyRules.Validate(new() { Drug = [term], Reaction = [term] }).Count > 0 || (term.Field == TermField.Text && SampleArticles.Marked(term, term.Value) is null)).Select(StrategyText.Term);

        Assert.Equal([], faults);
    }

    [Fact]
    public void A_heading_finds_the_headings_below_it_in_the_tree()
    {
        Assert.Equal(["Arthritis, Psoriatic"], vocabulary.Narrower("PSORIASIS").Order(StringComparer.Ordinal));
        Assert.Empty(vocabulary.Narrower("Tysabri"));

        var article = SampleArticles.Natalizumab with { Title = "Untitled", Keywords = [], Abstract = [], Mesh = [new("D015535", "Arthritis, Psoriatic", Major: false)] };
        var strategy = new Strategy { Drug = [new(TermField.Substance, "natalizumab")], Reaction = [new(TermField.Mesh, "Psoriasis")] };
        Assert.Null(StrategyMatcher.For(strategy).Match(article));
        Assert.NotNull(StrategyMatcher.For(strategy, vocabulary.Narrower).Match(article));
        Assert.Null(StrategyMatcher.For(strategy with { Reaction = [new(TermField.Mesh, "Psoriasis") { Explode = false }] }, vocabulary.Narrower).Match(article));
    }

    [Fact]
    public void The_linter_names_the_substance_of_a_brand_and_synonyms_of_a_lonely_term()
    {
        var findings = StrategyLinter.Lint(new() { Drug = ["Tysabri"], Reaction = ["backache", "lumbago"], SpecialSituations = ["pregnancy"] }, vocabulary);

        Assert.Equal(
            ["no-synonyms: add synonyms, such as MeSH \"Natalizumab\" and narrower, substance \"Natalizumab\", Natalizumab", "brand-without-substance: add \"Natalizumab\""],
            findings.Select(finding => $"{finding.Rule}: {finding.Fix}"));
    }

    private IEnumerable<string> Terms(string name) => Suggestions.For(name, null, vocabulary).SelectMany(suggestion => suggestion.Terms).Select(StrategyText.Term);
}
