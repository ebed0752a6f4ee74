namespace LitWatch.Strategies;

/// <summary>
/// What "any adverse reaction" means, as data. Built for recall: a reader can skip an article, not find one that was never shown.
/// <list type="bullet">
/// <item>Text words and the floating subheadings adverse effects, complications, drug effects: the most sensitive MEDLINE strategy of Golder et al.
/// (Health Info Libr J 2006;23:3-12), 97.0 % sensitivity at 2.8 % precision; as taught by York's CRD and Cochrane's Adverse Effects Methods Group.
/// <c>adverse</c> alone replaces their <c>adverse adj2 (effect or reaction or event or outcome)</c>: wider, and needs no phrase index.</item>
/// <item>Chemically induced, poisoning, toxicity, contraindications, and headings that imply a drug cause: Winnenburg et al. 2015 (PMC4775467).</item>
/// <item>Case reports, as publication type and as words: most literature reports of single patients are one, many name the event but no word of harm, and
/// a record has no indexing in its first days.</item>
/// <item>The remaining words are ours: spellings of the same ideas (<c>induced</c> for "natalizumab-induced psoriasis").</item>
/// </list>
/// Phrases are written out, not truncated: PubMed can be asked for a truncated phrase only word by word (see PubMedQuery), and "side" with "effect*" is everywhere.
/// Change a term and old runs have not searched for it: raise <see cref="Version"/>, which runs record.
/// </summary>
internal static class AdverseReactionBlock
{
    /// <summary>Of this block and of <see cref="SpecialSituations"/>.</summary>
    public const int Version = 1;

    public static IReadOnlyList<Term> Terms { get; } =
    [
        // Golder 2006
        "safe", "safety", "side effect", "side effects", "undesirable effect", "undesirable effects", "treatment emergent", "tolerability", "toxicity", "adrs",
        "adverse",
        Subheading("adverse effects"), Subheading("complications"), Subheading("drug effects"),

        // Winnenburg 2015
        Subheading("chemically induced"), Subheading("poisoning"), Subheading("toxicity"), Subheading("contraindications"),
        Heading("Drug-Related Side Effects and Adverse Reactions"), Heading("Chemically-Induced Disorders"), Heading("Drug Hypersensitivity"),
        Heading("Drug Eruptions"), Heading("Chemical and Drug Induced Liver Injury"), Heading("Abnormalities, Drug-Induced"), Heading("Long Term Adverse Effects"),
        Heading("Adverse Drug Reaction Reporting Systems"), Heading("Product Surveillance, Postmarketing"), Heading("Pharmacovigilance"),
        Heading("Safety-Based Drug Withdrawals"), Heading("Iatrogenic Disease"),

        // Case reports
        new(TermField.PublicationType, "Case Reports"), "case report", "case reports", "case series",

        // Our spellings
        "induced", "adr", "ades", "teae", "teaes", "irae", "iraes", "drug reaction", "drug reactions", "untoward", "unwanted effect", "unwanted effects",
        "complication*", "harm", "harms", "harmful",
        "toxic", "toxicities", "tolerated", "intoleran*", "hypersensitiv*", "anaphyla*", "allerg*", "iatrogenic", "poison*", "contraindicat*",
        "contra-indication", "contra-indications", "contra-indicated",
        "pharmacovigilance", "post-marketing", "rechallenge", "dechallenge", "discontinuation", "discontinued", "withdrawn", "fatal", "fatality",
        "fatalities", "death", "deaths", "hepatotoxic*", "nephrotoxic*", "cardiotoxic*", "neurotoxic*", "ototoxic*", "haematotoxic*", "hematotoxic*", "teratogen*",
    ];

    internal static Term Heading(string name) => new(TermField.Mesh, name);

    internal static Term Subheading(string name) => new(TermField.Subheading, name);
}
