using System.Globalization;

namespace LitWatch.Replay.PubMed;

/// <summary>The names of fields: what may stand in brackets and what QueryTranslation and EInfo write (protocols, 3.1; PubMed help, Search field tags).</summary>
internal static class FieldTags
{
    /// <summary>Field, EInfo name, full name as translated, further tags.</summary>
    private static readonly (Field Field, string Name, string FullName, string[] Tags)[] Table =
    [
        (Field.All, "ALL", "All Fields", ["all", "all fields", "all field"]),
        (Field.Uid, "UID", "UID", ["uid", "pmid"]),
        (Field.Filter, "FILT", "Filter", ["filter", "filt", "text"]),
        (Field.Title, "TITL", "Title", ["ti", "title"]),
        (Field.Abstract, "AB", "Abstract", ["ab", "abstract"]),
        (Field.TextWord, "WORD", "Text Word", ["tw", "text word", "text words"]),
        (Field.TitleAbstract, "TIAB", "Title/Abstract", ["tiab", "title/abstract"]),
        (Field.Mesh, "MESH", "MeSH Terms", ["mh", "mesh", "mesh terms", "mesh term", "mesh:exp", "mh:exp"]),
        (Field.MeshNoExplosion, "MHNX", "MeSH Terms:noexp", ["mh:noexp", "mesh:noexp", "mesh terms:noexp"]),
        (Field.MeshMajor, "MAJR", "MeSH Major Topic", ["majr", "mesh major topic", "mj"]),
        (Field.MeshMajorNoExplosion, "MJNX", "MeSH Major Topic:noexp", ["majr:noexp", "mesh major topic:noexp"]),
        (Field.Subheading, "SUBH", "MeSH Subheading", ["sh", "mesh subheading", "subheading", "mesh subheadings"]),
        (Field.Substance, "SUBS", "Supplementary Concept", ["nm", "supplementary concept", "substance name", "substance"]),
        (Field.PharmacologicalAction, "PAPX", "Pharmacological Action", ["pa", "pharmacological action"]),
        (Field.PublicationType, "PTYP", "Publication Type", ["pt", "publication type", "ptyp"]),
        (Field.RegistryNumber, "ECNO", "EC/RN Number", ["rn", "ec/rn number", "ecno"]),
        (Field.OtherTerm, "OTRM", "Other Term", ["ot", "other term"]),
        (Field.Language, "LANG", "Language", ["la", "lang", "language"]),
        (Field.Journal, "JOUR", "Journal", ["ta", "jour", "journal", "jt", "is", "issn"]),
        (Field.Author, "AUTH", "Author", ["au", "auth", "author", "fau", "full author name", "cn", "corporate author", "1au", "lastau"]),
        (Field.Affiliation, "AFFL", "Affiliation", ["ad", "affl", "affiliation"]),
        (Field.ArticleId, "AID", "Article Identifier", ["aid", "article identifier", "doi", "lid", "location id", "publisher id", "pmc", "pmcid"]),
        (Field.Subset, "SB", "Subset", ["sb", "subset"]),
        (Field.Volume, "VOL", "Volume", ["vi", "vol", "volume"]),
        (Field.Issue, "ISS", "Issue", ["ip", "iss", "issue"]),
        (Field.Page, "PAGE", "Pagination", ["pg", "page", "pagination"]),
        (Field.PublicationDate, "PDAT", "Date - Publication", ["dp", "pdat", "publication date", "date - publication", "ppdat", "epdat"]),
        (Field.EntryDate, "EDAT", "Date - Entry", ["edat", "entrez date", "entry date", "date - entry", "date - entrez"]),
        (Field.CreateDate, "CRDT", "Date - Create", ["crdt", "create date", "date - create"]),
        (Field.MeshDate, "MHDA", "Date - MeSH", ["mhda", "mesh date", "date - mesh"]),
        (Field.ModificationDate, "MDAT", "Date - Modification", ["lr", "mdat", "modification date", "date - modification", "date last revised"]),
    ];

    private static readonly Dictionary<string, Field> ByTag = Table
        .SelectMany(row => row.Tags.Append(row.Name).Distinct(StringComparer.OrdinalIgnoreCase).Select(tag => (Tag: tag, row.Field)))
        .ToDictionary(pair => pair.Tag, pair => pair.Field, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<Field, (string Name, string FullName)> Names =
        Table.ToDictionary(row => row.Field, row => (row.Name, row.FullName));

    /// <summary>Every field in EInfo's order.</summary>
    public static IEnumerable<Field> Known => Table.Select(row => row.Field);

    public static string Name(Field field) => Names[field].Name;

    public static string FullName(Field field) => Names[field].FullName;

    public static bool IsDate(Field field) => field >= Field.PublicationDate;

    /// <summary>Fields of running text, where a phrase may stand anywhere; all others hold whole values.</summary>
    public static bool IsText(Field field) => field <= Field.Affiliation;

    /// <summary>Proximity works in title, title/abstract and affiliation only (PubMed help, Proximity searching).</summary>
    public static bool HasProximity(Field field) => field is Field.Title or Field.TitleAbstract or Field.Affiliation;

    /// <summary>Reads what stood between the brackets, in any case and spacing, with <c>:~N</c> for proximity.</summary>
    public static bool TryParse(string tag, out Field field, out int? distance)
    {
        distance = null;
        var name = string.Join(' ', tag.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" :", ":", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal);
        var tilde = name.IndexOf(":~", StringComparison.Ordinal);
        if (tilde >= 0)
        {
            distance = int.TryParse(name[(tilde + 2)..], NumberStyles.None, CultureInfo.InvariantCulture, out var words) ? words : null;
            name = name[..tilde];
        }

        return ByTag.TryGetValue(name, out field);
    }
}
