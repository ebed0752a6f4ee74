using System.Collections.Frozen;
using LitWatch.Strategies.Linting;

namespace LitWatch.Strategies;

/// <summary>
/// The situations that drug-safety teams collect also when no reaction is reported: EU GVP VI.B.6 (use in pregnancy and breastfeeding, by either parent;
/// paediatric and elderly patients; overdose, abuse, misuse, medication error, occupational exposure; lack of efficacy) and off-label use (GVP VI, and the
/// filter of Mesgarpour et al. 2012, PMID 22726764). Headings are MeSH's own; the words are their entry terms and common spellings, chosen for recall.
/// </summary>
internal static class SpecialSituations
{
    private static readonly FrozenDictionary<string, IReadOnlyList<Term>> Blocks = new Dictionary<string, IReadOnlyList<Term>>
    {
        // Both parents: a father's exposure counts (GVP VI.B.6.1).
        ["pregnancy"] =
        [
            "pregnan*", "gestation*", "trimester", "fetal", "foetal", "fetus*", "foetus*", "embryo*", "in utero", "prenatal*", "antenatal*", "neonat*",
            "newborn*", "teratogen*",
            "birth defect", "birth defects", "congenital", "miscarriage*", "abortion*", "stillbirth*", "conception", "periconception*", "paternal*",
            "maternal*", "perinatal*", "postpartum",
            Heading("Pregnancy"), Heading("Pregnancy Complications"), Heading("Pregnancy Outcome"), Heading("Abnormalities, Drug-Induced"), Heading("Fetus"), Heading("Infant, Newborn"),
            Heading("Maternal Exposure"), Heading("Paternal Exposure"), Heading("Prenatal Exposure Delayed Effects"), Heading("Maternal-Fetal Exchange"), Heading("Teratogens"),
        ],
        ["breastfeeding"] =
        [
            "breast-feeding", "breast-feed", "breast-feeds", "breast-fed", "breast milk", "breastmilk", "human milk", "lactati*", "nursing mother",
            "nursing mothers", "nursing infant", "nursing infants", "nursling*",
            Heading("Breast Feeding"), Heading("Lactation"), Heading("Milk, Human"),
        ],
        ["paediatric"] =
        [
            "paediatric*", "pediatric*", "child", "children", "childhood", "infant*", "infancy", "neonat*", "newborn*", "preterm", "adolescen*", "teenage*",
            "toddler*", "juvenile*",
            "schoolchild*", "boy", "boys", "girl", "girls", "minors", "year-old girl", "year-old boy",
            Heading("Child"), Heading("Infant"), Heading("Adolescent"), Heading("Pediatrics"),
        ],
        ["elderly"] =
        [
            "elderly", "aged", "older adult", "older adults", "older patient", "older patients", "older people", "geriatric*", "octogenarian*",
            "nonagenarian*", "septuagenarian*", "centenarian*", "old age", "frail*", "senior*",
            Heading("Aged"), Heading("Aged, 80 and over"), Heading("Frail Elderly"), Heading("Geriatrics"),
        ],
        ["overdose"] =
        [
            "overdos*", "over-dose", "over-doses", "over-dosed", "over-dosage", "over-dosages", "over-dosing", "intoxicat*", "poison*", "supratherapeutic",
            "excessive dose", "excessive doses", "massive ingestion", "toxic dose", "toxic doses", "suicid*",
            Heading("Drug Overdose"), Heading("Poisoning"), AdverseReactionBlock.Subheading("poisoning"),
        ],
        ["abuse"] =
        [
            "abus*", "addict*", "drug dependence", "drug dependency", "drug dependent", "substance use", "recreational*", "illicit*", "diversion", "doping",
            "withdrawal",
            Heading("Substance-Related Disorders"), Heading("Prescription Drug Diversion"), Heading("Doping in Sports"),
        ],
        ["misuse"] =
        [
            "misus*", "mis-use", "mis-used", "non-medical use", "inappropriate use", "improper use", "self-medication", "self-medicated", "self-medicating",
            "recreational*",
            Heading("Prescription Drug Misuse"), Heading("Drug Misuse"), Heading("Inappropriate Prescribing"), Heading("Self Medication"),
        ],
        ["medicationError"] =
        [
            "medication error", "medication errors", "drug error", "drug errors", "prescribing error", "prescribing errors", "dispensing error",
            "dispensing errors", "administration error", "administration errors", "dosing error", "dosing errors", "dosage error", "dosage errors",
            "wrong dose", "wrong doses", "wrong drug", "wrong drugs",
            "wrong route", "wrong patient", "wrong patients", "wrong medication", "wrong medications", "mix-up", "inadvertent*", "accidental*", "erroneous*",
            "confusion", "near miss", "near misss",
            Heading("Medication Errors"), Heading("Near Miss, Healthcare"),
        ],
        ["occupationalExposure"] =
        [
            "occupational*", "workplace", "work-related", "needlestick*", "needle stick", "needle sticks", "healthcare worker", "healthcare workers",
            "health care worker", "health care workers", "handling",
            Heading("Occupational Exposure"), Heading("Occupational Diseases"), Heading("Needlestick Injuries"), Heading("Occupational Health"),
        ],
        ["lackOfEfficacy"] =
        [
            "lack of efficacy", "lack of effect", "lack of effects", "lack of effectiveness", "lack of response", "lack of responses", "loss of response",
            "loss of efficacy", "inefficac*", "ineffective*", "treatment failure", "treatment failures", "therapeutic failure", "therapeutic failures",
            "therapy failure", "therapy failures", "drug failure", "drug failures", "nonrespon*", "non-response", "non-responder", "non-responders",
            "non-responsive", "nonefficac*", "non-efficacy", "unrespons*", "refractory", "breakthrough", "relapse*", "resistan*", "vaccine failure",
            "vaccine failures",
            Heading("Treatment Failure"), Heading("Drug Resistance"), Heading("Drug Tolerance"),
        ],
        ["offLabel"] =
        [
            "off-label", "unlicensed", "unlicenced", "unapproved", "unauthorised", "unauthorized", "unregistered", "non-approved", "unlabeled", "unlabelled",
            "compassionate use", "non-label", "non-labelled", "non-labeled", Heading("Off-Label Use"), Heading("Compassionate Use Trials"),
        ],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that a strategy may give, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Blocks.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The terms of a situation; none for an unknown name, which <see cref="StrategyRules"/> refuses.</summary>
    public static IReadOnlyList<Term> Terms(string name) => Blocks.GetValueOrDefault(name, []);

    /// <summary>The reaction side of a strategy with its built-in blocks, in the order of the contract.</summary>
    public static IEnumerable<Term> ReactionTerms(Strategy strategy) =>
        [.. strategy.Reaction, .. strategy.AnyAdverseReaction ? AdverseReactionBlock.Terms : [], .. strategy.SpecialSituations.SelectMany(Terms)];

    /// <summary>For people: <c>medication error</c>.</summary>
    public static string Describe(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString())).Trim();

    private static Term Heading(string name) => AdverseReactionBlock.Heading(name);
}
