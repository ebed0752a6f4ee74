using System.Globalization;
using System.Text.RegularExpressions;
using LitWatch.Articles;
using LitWatch.Sources.PubMed;

namespace LitWatch.Sources.Pages;

/// <summary>
/// Reads an article from its text, as it comes out of a PDF: title, names and affiliations at the top, then lines with labels (<c>Key words:</c>, <c>Citation:</c>,
/// <c>Published:</c>), sections under headings, and the numbered references at the end. Emphasis in the manner of Markdown is passed over.
/// </summary>
internal static partial class ArticleText
{
    private const int LongestHeading = 60;
    private const int MostWordsOfName = 7;

    private static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        "case report", "case reports", "case series", "original article", "original research", "research article", "review", "review article", "letter", "letter to the editor", "brief report", "short report",
        "research letter", "correspondence", "editorial", "commentary", "case letter", "images in medicine",
    };

    private static readonly HashSet<string> AbstractHeadings = new(StringComparer.OrdinalIgnoreCase) { "abstract", "summary" };

    private static readonly HashSet<string> ReferenceHeadings = new(StringComparer.OrdinalIgnoreCase) { "references", "bibliography", "literature", "literature cited", "works cited" };

    /// <exception cref="SourceException">There is no text.</exception>
    public static Article Read(ReadOnlySpan<byte> bytes, ParseReport report, DateTimeOffset? retrieved = null)
    {
        var paragraphs = Paragraphs(PageDocument.Decode(bytes));
        if (paragraphs.Count == 0)
        {
            throw new SourceException(SourceNames.Page, "The text is empty.", retryable: false);
        }

        var references = paragraphs.FindLastIndex(paragraph => IsHeading(paragraph, ReferenceHeadings));
        // What a text begins with is no end of it.
        var before = references <= 0 ? paragraphs : paragraphs[..references];
        var type = Types.Contains(before[0]) && before.Count > 1 ? before[0] : null;
        var top = before.Skip(type is null ? 0 : 1).ToList();
        var cited = top.Select(Labelled("citation", "how to cite", "cite this article as", "cite as")).FirstOrDefault(text => text is not null);
        var citation = cited is null ? null : CitationText.Of(cited);
        var doi = (cited is null ? null : ReferenceText.DoiIn(cited)) ?? top.Select(ReferenceText.DoiIn).FirstOrDefault(found => found is not null);
        if (doi is null && citation is null)
        {
            report.Warn("The text states neither a DOI nor its citation.");
        }

        var title = PlainText.Normalize(top[0].Replace('\n', ' '));
        var id = doi?.ToString() ?? $"title:{title}|{citation?.Published?.Year}|{citation?.Journal.Title}|{citation?.Journal.Volume}|{citation?.Journal.Pages}";
        return new Article
        {
            Id = ArticleId.Of(SourceNames.Page, id),
            Doi = doi,
            Title = title,
            Abstract = AbstractOf(top),
            Authors = AuthorsOf(top, citation),
            Journal = citation?.Journal,
            Published = top.Select(paragraph => Published().Match(paragraph)).Where(match => match.Success).Select(match => PageDate.Of(match.Groups["date"].Value)).FirstOrDefault(date => date is not null) ?? citation?.Published,
            PublicationTypes = type is null ? [] : [type],
            Keywords = top.Select(paragraph => KeywordLine.IsLabelled(paragraph.Replace('\n', ' '), out var list) ? KeywordLine.Split(list) : []).FirstOrDefault(keywords => keywords.Count > 0) ?? [],
            Links = references <= 0 ? [] : ReferencesOf(paragraphs[(references + 1)..]),
            Records = [new ArticleRecord(SourceNames.Page, id, doi?.ToUri(), retrieved)],
        };
    }

    private static List<string> Paragraphs(string text)
    {
        var plain = Emphasis().Replace(Address().Replace(text.ReplaceLineEndings("\n").Replace('\f', '\n'), "${address}"), "");
        return [.. Blank().Split(plain).Select(paragraph => string.Join('\n', paragraph.Split('\n').Select(line => PlainText.Normalize(line.TrimStart('#', ' '))).OfType<string>())).Where(paragraph => paragraph.Length > 0)];
    }

    private static Func<string, string?> Labelled(params string[] labels) => paragraph =>
    {
        var colon = paragraph.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && labels.Contains(paragraph[..colon].Trim(), StringComparer.OrdinalIgnoreCase) ? PlainText.Normalize(paragraph[(colon + 1)..]) : null;
    };

    /// <summary>The names under the title, with initials from the citation and affiliations by their marks; those of the citation alone where the names are not found.</summary>
    private static List<Author> AuthorsOf(List<string> top, CitationText? citation)
    {
        var affiliations = top.Take(12).Select(paragraph => Affiliation().Match(paragraph)).Where(match => match.Success)
            .GroupBy(match => Digits(match.Groups["mark"].Value), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => PlainText.Normalize(group.First().Groups["name"].Value) ?? "", StringComparer.Ordinal);
        var names = top.Skip(1).Take(3).Select(paragraph => NamesIn(paragraph, affiliations)).FirstOrDefault(found => found.Count > 0) ?? [];
        if (citation is null || citation.Authors.Count == 0)
        {
            return names;
        }

        return [.. citation.Authors.Select(cited => names.Find(name => string.Equals(name.Family, cited.Family, StringComparison.OrdinalIgnoreCase)) is { } named ? named with { Initials = cited.Initials } : cited)];
    }

    private static List<Author> NamesIn(string paragraph, Dictionary<string, string> affiliations)
    {
        var line = paragraph.Replace('\n', ' ');
        if (Affiliation().IsMatch(paragraph) || line.EndsWith('.') || line.Contains(':', StringComparison.Ordinal))
        {
            return [];
        }

        var authors = new List<Author>();
        foreach (var part in Separator().Split(line).Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            if (part.Split(' ').Length > MostWordsOfName || !char.IsUpper(part[0]) || PersonName.Of(part) is not { } author)
            {
                return [];
            }

            var marks = Marks().Matches(part).Select(mark => Digits(mark.Value));
            authors.Add(author with { Affiliations = [.. marks.Select(mark => affiliations.GetValueOrDefault(mark)).OfType<string>().Distinct(StringComparer.Ordinal)] });
        }

        return authors;
    }

    private static List<AbstractSection> AbstractOf(List<string> top)
    {
        var at = top.FindIndex(paragraph => IsHeading(paragraph, AbstractHeadings));
        if (at >= 0)
        {
            var text = string.Join(' ', top.Skip(at + 1).TakeWhile(paragraph => !KeywordLine.IsLabelled(paragraph, out _) && !(paragraph.Length <= LongestHeading && !paragraph.EndsWith('.'))));
            return PlainText.Normalize(text) is { } body ? LabelledAbstract.Split(body) : [];
        }

        return top.Select(Labelled([.. AbstractHeadings])).FirstOrDefault(text => text is not null) is { } inline ? LabelledAbstract.Split(inline) : [];
    }

    /// <summary>A reference may run over several lines; a number begins the next.</summary>
    private static List<ArticleLink> ReferencesOf(IEnumerable<string> paragraphs)
    {
        var entries = new List<string>();
        foreach (var line in paragraphs.SelectMany(paragraph => paragraph.Split('\n')))
        {
            if (entries.Count == 0 || EntryNumber().IsMatch(line))
            {
                entries.Add(line);
            }
            else
            {
                entries[^1] += " " + line;
            }
        }

        return [.. entries.Select(entry => ReferenceText.Link(entry)).OfType<ArticleLink>().Distinct()];
    }

    private static bool IsHeading(string paragraph, HashSet<string> headings) => headings.Contains(paragraph.TrimEnd(':', '.', ' '));

    /// <summary>Superscript digits as plain ones.</summary>
    private static string Digits(string mark) => string.Concat(mark.Where(char.IsNumber).Select(c => CharUnicodeInfo.GetDigitValue(c).ToString(CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"\n[ \t]*\n\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blank();

    [GeneratedRegex(@"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<=[^\s_])_{1,3}(?!\w)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"<(?<address>https?://[^\s<>]+)>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"\bPublished(?:\s+online)?(?:\s+on)?\s*:?\s+(?<date>(?:\d{1,2}\s+)?\p{L}{3,9}\.?(?:\s+\d{1,2},?)?\s+\d{4}|\d{4}(?:[-/]\d{1,2}){0,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Published();

    [GeneratedRegex(@"^(?<mark>[\u00B9\u00B2\u00B3\u2070-\u2079]+|\d{1,2}(?=\s+\p{Lu}))\s*(?<name>\p{Lu}.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Affiliation();

    [GeneratedRegex(@"[\u00B9\u00B2\u00B3\u2070-\u2079]|(?<=\p{L}|,)\d{1,2}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Marks();

    /// <summary>A comma between marks of one author parts no names.</summary>
    [GeneratedRegex(@"\s*(?:,(?![\s\d]*[\u00B9\u00B2\u00B3\u2070-\u2079\d])|;|\band\b|&)\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(?:\[\d{1,4}\]|\d{1,4}[.)])\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EntryNumber();
}
