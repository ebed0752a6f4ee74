using System.Globalization;
using System.Xml;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// A walk over the elements of PubMed XML without a tree of them. At an element, its children are met one by one; whatever is not read of a child is
/// passed over, so nobody has to leave the walk at a certain node. Names are local: records also come with namespaces.
/// </summary>
internal sealed class PubMedWalk(RecurringText recurring)
{
    /// <summary>
    /// Every name that the parser asks for, given to each reader's name table: the reader then hands out these very instances, and comparing a name is
    /// comparing a reference.
    /// </summary>
    private static readonly string[] Names =
    [
        "Abstract", "AbstractText", "Affiliation", "AffiliationInfo", "Article", "ArticleDate", "ArticleId", "ArticleIdList", "ArticleTitle", "Author", "AuthorList",
        "Book", "BookDocument", "BookTitle", "Chemical", "ChemicalList", "Citation", "CollectiveName", "CommentsCorrections", "CommentsCorrectionsList", "ContributionDate",
        "DateRevised", "Day", "DeleteCitation", "DescriptorName", "ELocationID", "EndPage", "FirstName", "ForeName", "History", "ISOAbbreviation", "ISSN", "ISSNLinking",
        "Identifier", "Initials", "Issue", "Journal", "JournalIssue", "Keyword", "KeywordList", "Language", "LastName", "MedlineCitation", "MedlineDate",
        "MedlineJournalInfo", "MedlinePgn", "MedlineTA", "MeshHeading", "MeshHeadingList", "Month", "NameOfSubstance", "OtherAbstract", "OtherID", "PMID", "Pagination",
        "PubDate", "PubMedPubDate", "PublicationType", "PublicationTypeList", "PubmedArticle", "PubmedBookArticle", "PubmedBookData", "PubmedData", "QualifierName",
        "RefSource", "Reference", "ReferenceList", "RegistryNumber", "Season", "StartPage", "SupplMeshList", "SupplMeshName", "Title", "VernacularTitle", "Volume", "Year",
    ];

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private XmlReader reader = XmlReader.Create(TextReader.Null);
    private char[] content = new char[4096];

    public string Name => reader.LocalName;

    public int Depth => reader.Depth;

    /// <summary>Starts over with another document; what is read of it may throw <see cref="XmlException"/>.</summary>
    public XmlReader Open(Stream stream)
    {
        var settings = Settings.Clone();
        settings.NameTable = new NameTable();
        foreach (var name in Names)
        {
            settings.NameTable.Add(name);
        }

        return reader = XmlReader.Create(stream, settings);
    }

    /// <summary>Moves on to the next child of the element at <paramref name="depth"/>, which the walk is in; false at its end.</summary>
    public bool NextChild(int depth)
    {
        while (NextNode(depth))
        {
            if (reader.NodeType is XmlNodeType.Element && reader.Depth == depth + 1)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves on to the next element at any level below the element at <paramref name="depth"/>; false at its end.</summary>
    public bool NextBelow(int depth)
    {
        while (NextNode(depth))
        {
            if (reader.NodeType is XmlNodeType.Element)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All text below the element, inline markup and MathML leaving theirs (<c>TGF-β1</c>, <c>H2O</c>), in <see cref="PlainText"/>'s form.</summary>
    public string? Text() => PlainText.Normalize(Content());

    /// <summary><see cref="Text"/> of which the same few values come again and again.</summary>
    public string? Term() => recurring.Of(Content());

    /// <summary>The element's text as it stands there; valid until the walk reads on.</summary>
    public ReadOnlySpan<char> Content()
    {
        var length = 0;
        for (var depth = reader.Depth; NextNode(depth);)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                for (int more; (more = reader.ReadValueChunk(content, length, content.Length - length)) > 0;)
                {
                    length += more;
                    if (length == content.Length)
                    {
                        Array.Resize(ref content, content.Length * 2);
                    }
                }
            }
        }

        return content.AsSpan(0, length);
    }

    public int? Number() => Number(Content());

    public static int? Number(ReadOnlySpan<char> text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public string? Attribute(string name) => reader.GetAttribute(name);

    /// <summary>The next node inside the element at <paramref name="depth"/>: false at its end, or at once when it is empty or was read to its end.</summary>
    private bool NextNode(int depth) =>
        !(reader.Depth <= depth && (reader.IsEmptyElement || reader.NodeType is XmlNodeType.EndElement)) && reader.Read() && reader.Depth > depth;
}
