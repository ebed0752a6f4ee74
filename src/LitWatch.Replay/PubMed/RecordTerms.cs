using System.Xml.Linq;

namespace LitWatch.Replay.PubMed;

/// <summary>The searchable content of one record: runs of words for text fields, whole values for the others.</summary>
internal sealed class RecordTerms
{
    private readonly Dictionary<Field, List<string[]>> _text = [];
    private readonly Dictionary<Field, HashSet<string>> _values = [];

    /// <summary>Runs of words; a phrase never crosses from one run into the next.</summary>
    public IReadOnlyList<string[]> Text(Field field) => _text.GetValueOrDefault(field) ?? (IReadOnlyList<string[]>)[];

    public IReadOnlySet<string> Values(Field field) => _values.GetValueOrDefault(field) ?? (IReadOnlySet<string>)new HashSet<string>(StringComparer.Ordinal);

    public IEnumerable<Field> Fields => _text.Keys.Concat(_values.Keys);

    public static RecordTerms Of(XElement article, XElement citation, string pmid)
    {
        var terms = new RecordTerms();
        terms.AddTexts(citation);
        terms.AddHeadings(citation);
        terms.AddNames(citation);
        terms.AddIdentifiers(article, citation, pmid);
        return terms;
    }

    private static string[] Words(IEnumerable<XElement> elements) => PubMedText.Words(string.Join(' ', elements.Select(e => e.Value)));

    private void AddTexts(XElement citation)
    {
        var body = citation.Element("Article") ?? citation;
        Text(Words(body.Elements("ArticleTitle").DefaultIfEmpty(body.Element("Book")?.Element("BookTitle")!).Where(e => e is not null)), Field.Title, Field.TitleAbstract, Field.TextWord);
        Text(Words(body.Elements("Abstract").Elements("AbstractText")), Field.Abstract, Field.TitleAbstract, Field.TextWord);
        foreach (var other in citation.Elements("OtherAbstract"))
        {
            Text(Words(other.Elements("AbstractText")), Field.Abstract, Field.TitleAbstract, Field.TextWord);
        }

        // Author keywords count as title/abstract since 2019 (PubMed help, Title/Abstract).
        foreach (var keyword in citation.Descendants("Keyword"))
        {
            Text(PubMedText.Words(keyword.Value), Field.OtherTerm, Field.TitleAbstract, Field.TextWord);
        }

        Text(Words(body.Elements("VernacularTitle")), Field.TextWord);
        foreach (var affiliation in citation.Descendants("Affiliation"))
        {
            Text(PubMedText.Words(affiliation.Value), Field.Affiliation);
        }
    }

    private void AddHeadings(XElement citation)
    {
        foreach (var heading in citation.Elements("MeshHeadingList").Elements("MeshHeading"))
        {
            var descriptor = heading.Element("DescriptorName");
            var name = descriptor?.Value ?? "";
            var isMajor = IsMajor(descriptor) || heading.Elements("QualifierName").Any(IsMajor);
            Heading(PubMedText.Key(name), isMajor);
            Text(PubMedText.Words(name), Field.TextWord);
            foreach (var qualifier in heading.Elements("QualifierName"))
            {
                Value(Field.Subheading, qualifier.Value);
                Heading($"{PubMedText.Key(name)}/{PubMedText.Key(qualifier.Value)}", IsMajor(qualifier) || IsMajor(descriptor));
                Text(PubMedText.Words(qualifier.Value), Field.TextWord);
            }
        }

        foreach (var chemical in citation.Elements("ChemicalList").Elements("Chemical"))
        {
            Value(Field.RegistryNumber, chemical.Element("RegistryNumber")?.Value);
            Spoken(Field.Substance, chemical.Element("NameOfSubstance")?.Value);
        }

        foreach (var concept in citation.Elements("SupplMeshList").Elements("SupplMeshName"))
        {
            Spoken(Field.Substance, concept.Value);
        }

        foreach (var type in citation.Descendants("PublicationType"))
        {
            Spoken(Field.PublicationType, type.Value);
        }
    }

    private void AddNames(XElement citation)
    {
        foreach (var author in citation.Descendants("Author").Concat(citation.Descendants("Investigator")))
        {
            var last = author.Element("LastName")?.Value ?? author.Element("CollectiveName")?.Value ?? "";
            Spoken(Field.Author, $"{last} {author.Element("Initials")?.Value}", Field.All);
            Spoken(Field.Author, $"{last} {author.Element("ForeName")?.Value}", Field.All);
        }

        var journal = citation.Element("Article")?.Element("Journal");
        var info = citation.Element("MedlineJournalInfo");
        Spoken(Field.Journal, journal?.Element("Title")?.Value, Field.All);
        Spoken(Field.Journal, journal?.Element("ISOAbbreviation")?.Value, Field.All);
        Spoken(Field.Journal, info?.Element("MedlineTA")?.Value, Field.All);
        Value(Field.Journal, journal?.Element("ISSN")?.Value);
        Value(Field.Journal, info?.Element("ISSNLinking")?.Value);
        Value(Field.Journal, info?.Element("NlmUniqueID")?.Value);
        Value(Field.Volume, journal?.Element("JournalIssue")?.Element("Volume")?.Value);
        Value(Field.Issue, journal?.Element("JournalIssue")?.Element("Issue")?.Value);
        Value(Field.Page, citation.Element("Article")?.Element("Pagination")?.Element("MedlinePgn")?.Value);
        foreach (var language in citation.Descendants("Language"))
        {
            Value(Field.Language, language.Value);
        }
    }

    private void AddIdentifiers(XElement article, XElement citation, string pmid)
    {
        Spoken(Field.Uid, pmid, Field.All);
        var ids = article.Elements("PubmedData").Concat(article.Elements("PubmedBookData")).Elements("ArticleIdList").Elements("ArticleId")
            .Concat(citation.Elements("ArticleIdList").Elements("ArticleId"))
            .Concat(citation.Elements("Article").Elements("ELocationID"));
        foreach (var id in ids)
        {
            Spoken(Field.ArticleId, id.Value, Field.All);
        }

        Value(Field.Subset, citation.Attribute("Status")?.Value switch
        {
            "In-Process" or "In-Data-Review" => "inprocess",
            "Completed" => "medline",
            { } status => status,
            null => null,
        });
        if (citation.Descendants("AbstractText").Any())
        {
            Value(Field.Filter, "hasabstract");
        }
    }

    private static bool IsMajor(XElement? name) => name?.Attribute("MajorTopicYN")?.Value == "Y";

    private void Heading(string key, bool isMajor)
    {
        Raw(Field.Mesh, key);
        if (isMajor)
        {
            Raw(Field.MeshMajor, key);
        }
    }

    /// <summary>A whole value whose words can be found in running text as well.</summary>
    private void Spoken(Field field, string? value, Field text = Field.TextWord)
    {
        Value(field, value);
        Text(PubMedText.Words(value ?? ""), text);
    }

    private void Value(Field field, string? value) => Raw(field, PubMedText.Key(value ?? ""));

    private void Raw(Field field, string key)
    {
        if (key.Length > 0)
        {
            if (!_values.TryGetValue(field, out var values))
            {
                _values[field] = values = new HashSet<string>(StringComparer.Ordinal);
            }

            values.Add(key);
        }
    }

    private void Text(string[] words, params ReadOnlySpan<Field> fields)
    {
        if (words.Length == 0)
        {
            return;
        }

        foreach (var field in fields)
        {
            Run(field, words);
            if (field is Field.TextWord or Field.Affiliation)
            {
                Run(Field.All, words);
            }
        }
    }

    private void Run(Field field, string[] words)
    {
        if (!_text.TryGetValue(field, out var runs))
        {
            _text[field] = runs = [];
        }

        runs.Add(words);
    }
}
