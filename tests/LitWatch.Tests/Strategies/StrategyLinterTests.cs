using System.Globalization;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;
using LitWatch.Strategies.Vocabularies;
using Xunit.Abstractions;

namespace LitWatch.Tests.Strategies;

/// <summary>Sound strategies, and each of them with one defect: a rule finds its own defect and nothing else.</summary>
public sealed class StrategyLinterTests(ITestOutputHelper output)
{
    private const int DefectsOfARule = 24;

    private static readonly (string Substance, string Brand)[] Drugs =
    [
        ("natalizumab", "Tysabri"), ("clozapine", "Clozaril"), ("warfarin", "Coumadin"), ("metformin", "Glucophage"), ("atorvastatin", "Lipitor"), ("adalimumab", "Humira"), ("isotretinoin", "Roaccutane"),
        ("amiodarone", "Cordarone"), ("lithium", "Eskalith"), ("carbamazepine", "Tegretol"), ("methotrexate", "Trexall"), ("rivaroxaban", "Xarelto"), ("sertraline", "Zoloft"), ("levothyroxine", "Synthroid"),
        ("pembrolizumab", "Keytruda"), ("dabigatran", "Pradaxa"), ("allopurinol", "Zyloprim"), ("finasteride", "Propecia"), ("montelukast", "Singulair"), ("lamotrigine", "Lamictal"),
    ];

    private static readonly (string Word, string Other, string Heading)[] Reactions =
    [
        ("psoriasis", "psoriatic lesion*", "Psoriasis"), ("myocarditis", "cardiomyopath*", "Myocarditis"), ("haemorrhage", "bleeding", "Hemorrhage"), ("lactic acidosis", "hyperlactataemia", "Acidosis, Lactic"),
        ("rhabdomyolysis", "myopath*", "Rhabdomyolysis"), ("agranulocytosis", "neutropeni*", "Agranulocytosis"), ("hepatotoxicity", "liver injury", "Chemical and Drug Induced Liver Injury"),
        ("pneumonitis", "interstitial lung", "Lung Diseases, Interstitial"), ("Stevens-Johnson", "epidermal necrolysis", "Stevens-Johnson Syndrome"), ("QT prolongation", "torsade*", "Long QT Syndrome"),
    ];

    private static readonly (string Rule, string Severity, Func<Strategy, int, Strategy> Spoil)[] Defects =
    [
        ("no-drug", "Error", (s, _) => s with { Drug = [] }),
        ("no-reaction", "Error", (s, _) => s with { Reaction = [], SpecialSituations = [] }),
        ("unknown-situation", "Error", (s, i) => s with { SpecialSituations = ["pregnancy", $"flight{i}"] }),
        ("too-long", "Error", (s, i) => Reaction(s, new string((char)('b' + (i % 20)), 201 + i))),
        ("control-character", "Error", (s, i) => Reaction(s, $"eryt\u0001hema{i}")),
        ("no-word", "Error", (s, i) => Reaction(s, new string('®', i + 1))),
        ("misplaced-wildcard", "Error", (s, i) => Drug(s, $"exam*mab{i}")),
        ("short-stem", "Error", (s, i) => Reaction(s, $"{"qxzvwkjy"[i % 8]}{"aeiou"[i % 5]}*")),
        ("wildcard-in-near", "Error", (s, i) => Reaction(s, new Term(TermField.Near, $"eryth* nodosum{i}") { Distance = 3 })),
        ("wildcard-in-index-term", "Error", (s, i) => Reaction(s, new Term(i % 2 == 0 ? TermField.Mesh : TermField.Substance, $"Eryth{i}*"))),
        ("distance", "Error", (s, i) => Reaction(s, new Term(TermField.Near, "erythema nodosum") { Distance = i % 2 == 0 ? -1 - i : 1001 + i })),
        ("near-one-word", "Error", (s, i) => Reaction(s, new Term(TermField.Near, $"erythema{i}") { Distance = 2 })),
        ("too-many-wildcards", "Error", (s, i) => s with { Reaction = [.. s.Reaction, .. Enumerable.Range(0, 257 + i).Select(n => (Term)$"q{n:000}stem*")] }),
        ("too-many-terms", "Error", (s, i) => s with { Reaction = [.. s.Reaction, .. Enumerable.Range(0, 998 + i).Select(n => (Term)$"q{n:0000}word")] }),
        ("not-excludes-all", "Error", (s, i) => s with { SpecialSituations = i % 2 == 0 ? s.SpecialSituations : [], Not = [i % 2 == 0 ? "shared" : "event"], Drug = i % 2 == 0 ? ["shared one", "shared two"] : s.Drug, Reaction = i % 2 == 0 ? s.Reaction : ["event one", "event two"] }),
        ("duplicate-term", "Note", (s, i) => i % 2 == 0 ? Drug(s, s.Drug[i % s.Drug.Count] with { Value = s.Drug[i % s.Drug.Count].Value.ToUpperInvariant() }) : Reaction(s, s.Reaction[i % s.Reaction.Count])),
        ("subsumed-term", "Note", (s, i) => i % 2 == 0 ? Drug(s, $"{s.Drug[0].Value} infusion{i}") : Reaction(s, new Term(TermField.Title, $"severe {s.Reaction[0].Value}"))),
        ("no-synonyms", "Warning", (s, i) => i % 2 == 0 ? s with { Drug = [s.Drug[0]] } : s with { Reaction = [s.Reaction[0]] }),
        ("mesh-only", "Warning", (s, i) => i % 2 == 0 ? s with { Drug = [new(TermField.Mesh, "A"), new(TermField.Substance, "B")] } : s with { Reaction = [new(TermField.Mesh, "Psoriasis"), new(TermField.Mesh, $"Heading {i}")] }),
        ("limit-title", "Warning", (s, i) => i % 2 == 0 ? s with { Drug = [.. s.Drug.Where(t => t.Field == TermField.Text).Select(t => t with { Field = TermField.Title })] } : s with { Reaction = [.. s.Reaction.Select(t => t.Field == TermField.Text ? t with { Field = TermField.Title } : t)] }),
        ("limit-major", "Warning", (s, i) => Reaction(s, new Term(TermField.Mesh, $"Erythema {i}") { Major = true })),
        ("limit-explode", "Warning", (s, i) => Reaction(s, new Term(TermField.Mesh, $"Erythema {i}") { Explode = false })),
        ("not-loses-recall", "Warning", (s, i) => s with { Not = [i % 3 == 0 ? new Term(TermField.Mesh, "Animals") : i % 3 == 1 ? new Term(TermField.PublicationType, "Review") : $"mouse{i}"] }),
        ("brand-without-substance", "Warning", (s, i) => s with { Drug = i % 2 == 0 ? [s.Drug[1].Value, $"Other{"abcdefgh"[i % 8]}x"] : [s.Drug[1].Value + "®", "Brandexa™"] }),
        ("special-situations-absent", "Warning", (s, _) => s with { SpecialSituations = [] }),
        ("too-broad", "Warning", (s, i) => i % 4 == 0 ? Drug(s, new Term(TermField.PublicationType, "Case Reports")) : i % 4 == 1 ? Reaction(s, new Term(TermField.Mesh, "Humans")) : Reaction(s, new[] { "patients", "clinical trial", "treat*", "case report", "the effect", "disease*" }[i % 6])),
        ("unknown-field", "Warning", (s, i) => Reaction(s, $"erythema{i}[{new[] { "tiab", "Title/Abstract", "mh", "MeSH Terms", "zz" }[i % 5]}]")),
        ("boolean-in-term", "Warning", (s, i) => Drug(s, $"examplimab{i} {new[] { "OR", "AND", "NOT" }[i % 3]} exempla{i}")),
    ];

    /// <summary>What only a linter with a vocabulary sees.</summary>
    private static readonly (string Rule, string Severity, Func<Strategy, int, Strategy> Spoil)[] KnownDefects =
    [
        ("unknown-heading", "Warning", (s, i) => i % 2 == 0 ? Drug(s, new Term(TermField.Mesh, $"Heading {i}")) : Reaction(s, new Term(TermField.Mesh, $"{s.Reaction[1].Value.TrimEnd('*')} of old/chemically induced"))),
        ("brand-without-substance", "Warning", (s, i) => s with { Drug = [s.Drug[1], $"made{i}"] }),
    ];

    /// <summary>Of our own making: each drug with its brand, each reaction's heading.</summary>
    private static readonly Vocabulary Supplied = new(
    [
        .. Drugs.Select((drug, i) => new Concept("MeSH 2026", $"D{i}", drug.Substance, ConceptKind.Drug) { Names = [drug.Substance, drug.Brand], Trees = [$"D01.{i + 1:000}"] }),
        .. Reactions.Select((reaction, i) => new Concept("MeSH 2026", $"C{i}", reaction.Heading, ConceptKind.Reaction) { Names = [reaction.Heading], Trees = [$"C01.{i + 1:000}"] }),
    ]);

    public static TheoryData<string> Rules => [.. Defects.Select(defect => defect.Rule)];

    public static TheoryData<string> KnownRules => [.. KnownDefects.Select(defect => defect.Rule)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_two_hundred_sound_strategies_nothing_is_said(bool supplied) =>
        Assert.Equal([], Sound().SelectMany(strategy => StrategyLinter.Lint(strategy, supplied ? Supplied : null).Select(finding => $"{strategy.Drug[0].Value}, {strategy.Reaction[0].Value}: {finding}")));

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_finds_its_defect_and_no_other_rule_does(string rule) =>
        Find(Defects.Single(defect => defect.Rule == rule), vocabulary: null);

    [Theory]
    [MemberData(nameof(KnownRules))]
    public void With_a_vocabulary_more_is_found_and_nothing_else(string rule) =>
        Find(KnownDefects.Single(defect => defect.Rule == rule), Supplied);

    [Theory]
    [InlineData("""{"drug":["a"],"reaction":["b"],"sauce":1}""", "unknown-field", "$.sauce")]
    [InlineData("""{"drug":[{"brand":"a"}],"reaction":["b"]}""", "unknown-field", "$.drug[0].brand")]
    [InlineData("""{"drug":"a","reaction":["b"]}""", "format", "$.drug")]
    [InlineData("""{"drug":["a\ud800"],"reaction":["b"]}""", "format", "$.drug[0]")]
    [InlineData("{", "format", "$")]
    public void What_is_no_strategy_is_a_finding(string json, string rule, string place)
    {
        var (strategy, findings) = StrategyLinter.Read(json);

        Assert.Null(strategy);
        var finding = Assert.Single(findings);

        Assert.Equal((rule, place, Severity.Error), (finding.Rule, finding.Place, finding.Severity));
    }

    [Fact]
    public void Any_adverse_reaction_needs_no_synonyms_of_the_reaction() =>
        Assert.DoesNotContain(StrategyLinter.Lint(new() { Drug = ["natalizumab", "Tysabri"], Reaction = [new(TermField.Mesh, "Psoriasis")], AnyAdverseReaction = true, SpecialSituations = ["pregnancy"] }), finding => finding.Place == "reaction");

    private void Find((string Rule, string Severity, Func<Strategy, int, Strategy> Spoil) defect, Vocabulary? vocabulary)
    {
        var (rule, severity, spoil) = defect;
        var (found, missed, foreign) = (0, new List<string>(), new List<string>());
        foreach (var (strategy, i) in Sound().Where((_, i) => i % 8 == 0).Take(DefectsOfARule).Select((strategy, i) => (strategy, i)))
        {
            var findings = StrategyLinter.Lint(spoil(strategy, i), vocabulary);
            var own = findings.Where(finding => finding.Rule == rule && finding.Severity.ToString() == severity).ToList();
            found += own.Count > 0 ? 1 : 0;
            missed.AddRange(own.Count > 0 ? [] : [$"{i}: {string.Join(" | ", findings)}"]);
            // What is an unavoidable part of the defect is none of another rule's.
            foreign.AddRange(findings.Where(finding => finding.Rule != rule && !Implied(rule).Contains(finding.Rule, StringComparer.Ordinal)).Select(finding => $"{i}: {finding}"));
            Assert.All(own, finding => Assert.All((string[])[finding.Place, finding.Why, finding.Fix], text => Assert.NotEqual("", text)));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rule}: {found} of {DefectsOfARule} found, {foreign.Count} false"));
        Assert.Equal([], missed);
        Assert.Equal([], foreign);
    }

    private static IEnumerable<Strategy> Sound() =>
        from drug in Drugs
        from reaction in Reactions
        select new Strategy
        {
            Drug = [drug.Substance, drug.Brand, new(TermField.Mesh, drug.Substance)],
            Reaction = [reaction.Word, reaction.Other, new(TermField.Mesh, reaction.Heading)],
            SpecialSituations = ["pregnancy", "overdose", "lackOfEfficacy"],
        };

    private static string[] Implied(string rule) => rule switch
    {
        // Without its situations a strategy also lacks them; a single term can't have synonyms.
        "no-reaction" or "not-excludes-all" => ["special-situations-absent"],
        "no-word" => ["no-synonyms"],
        "wildcard-in-index-term" => [],
        _ => [],
    };

    private static Strategy Drug(Strategy strategy, Term term) => strategy with { Drug = [.. strategy.Drug, term] };

    private static Strategy Reaction(Strategy strategy, Term term) => strategy with { Reaction = [.. strategy.Reaction, term] };
}
