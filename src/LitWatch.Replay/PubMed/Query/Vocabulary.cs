namespace LitWatch.Replay.PubMed.Query;

/// <summary>Short forms that PubMed expands before it searches.</summary>
internal static class Vocabulary
{
    /// <summary>Words too common to search for on their own (PubMed help, Stopwords).</summary>
    public static readonly HashSet<string> Stopwords = new(
        ("a about again all almost also although always among an and another any are as at be because been before being between both but by can could did do does done due during "
        + "each either enough especially etc for found from further had has have having here how however i if in into is it its itself just kg km made mainly make may mg might ml mm "
        + "most mostly must nearly neither no nor not obtained of often on or our overall perhaps pmid quite rather really regarding seem seen several should show showed shown shows "
        + "significantly since so some such than that the their theirs them then there therefore these they this those through thus to upon use used using various very was we were "
        + "what when which while with within without would").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Two-letter qualifier codes (MeSH, Qualifiers by abbreviation).</summary>
    private static readonly Dictionary<string, string> Qualifiers = new(StringComparer.Ordinal)
    {
        ["ae"] = "adverse effects", ["po"] = "poisoning", ["to"] = "toxicity", ["ci"] = "chemically induced", ["co"] = "complications", ["di"] = "diagnosis",
        ["de"] = "drug effects", ["dt"] = "drug therapy", ["ep"] = "epidemiology", ["et"] = "etiology", ["ge"] = "genetics", ["im"] = "immunology",
        ["me"] = "metabolism", ["mo"] = "mortality", ["pa"] = "pathology", ["pc"] = "prevention control", ["pk"] = "pharmacokinetics", ["pd"] = "pharmacology",
        ["ph"] = "physiology", ["pp"] = "physiopathology", ["su"] = "surgery", ["th"] = "therapy", ["tu"] = "therapeutic use", ["ad"] = "administration dosage",
        ["ai"] = "antagonists inhibitors", ["an"] = "analysis", ["bl"] = "blood", ["ch"] = "chemistry", ["ct"] = "contraindications", ["dg"] = "diagnostic imaging",
        ["mt"] = "methods", ["px"] = "psychology", ["st"] = "standards", ["sn"] = "statistics numerical data", ["td"] = "trends", ["vi"] = "virology",
    };

    private static readonly Dictionary<string, string> Languages = new(StringComparer.Ordinal)
    {
        ["english"] = "eng", ["french"] = "fre", ["german"] = "ger", ["spanish"] = "spa", ["italian"] = "ita", ["portuguese"] = "por", ["russian"] = "rus",
        ["chinese"] = "chi", ["japanese"] = "jpn", ["korean"] = "kor", ["polish"] = "pol", ["dutch"] = "dut", ["danish"] = "dan", ["swedish"] = "swe",
        ["norwegian"] = "nor", ["finnish"] = "fin", ["czech"] = "cze", ["hungarian"] = "hun", ["turkish"] = "tur", ["hebrew"] = "heb", ["greek"] = "gre",
        ["romanian"] = "rum", ["bulgarian"] = "bul", ["ukrainian"] = "ukr", ["croatian"] = "hrv", ["serbian"] = "srp", ["slovak"] = "slo", ["arabic"] = "ara",
        ["persian"] = "per", ["thai"] = "tha", ["undetermined"] = "und", ["multilingual"] = "mul",
    };

    /// <summary>Qualifiers that PubMed searches along with a broader one (PubMed help, MeSH Subheadings: groups are exploded).</summary>
    private static readonly Dictionary<string, string[]> Groups = new(StringComparer.Ordinal)
    {
        ["adverse effects"] = ["poisoning", "toxicity"],
        ["complications"] = ["secondary"],
        ["diagnosis"] = ["diagnostic imaging", "pathology"],
        ["epidemiology"] = ["ethnology", "mortality"],
        ["etiology"] = ["chemically induced", "complications", "congenital", "embryology", "genetics", "immunology", "microbiology", "parasitology", "psychology", "transmission"],
        ["pharmacology"] = ["administration dosage", "adverse effects", "agonists", "antagonists inhibitors", "contraindications", "pharmacokinetics"],
        ["therapeutic use"] = ["administration dosage", "adverse effects", "contraindications"],
        ["therapy"] = ["diet therapy", "drug therapy", "nursing", "prevention control", "radiotherapy", "rehabilitation", "surgery"],
    };

    /// <summary>A qualifier and those grouped under it.</summary>
    public static IEnumerable<string> Explode(string qualifier) => [qualifier, .. (Groups.GetValueOrDefault(qualifier) ?? []).SelectMany(Explode)];

    public static string Qualifier(string key) => Qualifiers.GetValueOrDefault(key, key);

    public static string Language(string key) => Languages.GetValueOrDefault(key, key);
}
