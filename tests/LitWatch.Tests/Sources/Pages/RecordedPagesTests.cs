using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Pages;
using Xunit.Abstractions;

namespace LitWatch.Tests.Sources.Pages;

/// <summary>Real pages of publishers, read a second time by plain search for their meta tags.</summary>
public sealed class RecordedPagesTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Every_recorded_page_says_what_its_tags_say()
    {
        var files = Directory.GetFiles(Path.Combine(ShippedData.RequireRecorded(), "html"), "*.html", SearchOption.AllDirectories);
        Assert.Equal(41, files.Length);
        var differences = files.SelectMany(file => Differences(file, File.ReadAllBytes(file))).ToList();

        differences.ForEach(output.WriteLine);
        Assert.Empty(differences);
    }

    [SkippableFact]
    public void The_article_in_hand_yields_what_a_reader_sees()
    {
        var article = ArticleText.Read(File.ReadAllBytes(Path.Combine(ShippedData.RequireRecorded(), "seed", "natalizumab-pustular-psoriasis.txt")), new ParseReport());

        Assert.Equal("Natalizumab-Induced Pustular Psoriasis of Palms and Soles", article.Title);
        Assert.Equal(["Ozarslan B", "Russo T", "Argenziano G", "Piccolo V"], article.Authors.Select(author => $"{author.Family} {author.Initials}"));
        Assert.Equal(["Dermatology Unit, Doku Medical Center, Istanbul, Turkey"], article.Authors[0].Affiliations);
        Assert.Equal(("Dermatol Pract Concept", "12", "2", "e2022088"), (article.Journal!.Title, article.Journal.Volume, article.Journal.Issue, article.Journal.Pages));
        Assert.Equal(("2022-04", "10.5826/dpc.1202a88"), (article.Published.ToString(), article.Doi.ToString()));
        Assert.Equal(["natalizumab", "psoriasis", "pustular", "palmo-plantar"], article.Keywords);
        Assert.Equal([("10.2310/7750.2010.09063", "20642982", ""), ("10.1159/000492891", "30323758", "PMC6180259")], article.Links.Select(link => (link.Doi.ToString(), link.Pmid.ToString(), link.Pmcid?.ToString() ?? "")));
        Assert.Empty(article.Abstract);
    }

    private static IEnumerable<string> Differences(string file, byte[] bytes)
    {
        var name = Path.GetFileName(file);
        var tags = Tags(Encoding.UTF8.GetString(bytes)).ToLookup(tag => tag.Name, tag => tag.Value, StringComparer.Ordinal);
        var article = ArticlePage.Read(bytes, new ParseReport());
        string? First(params string[] names) => names.SelectMany(key => tags[key]).FirstOrDefault();
        if (Plain(First("citation_title", "dc.title")) is { } title && title != article.Title)
        {
            yield return $"{name}: title '{article.Title}', tag '{title}'";
        }

        // Project Euclid's tag holds only what follows the prefix.
        if (tags["citation_doi"].FirstOrDefault(value => value.Contains("10.", StringComparison.Ordinal)) is { } stated && !stated.EndsWith(article.Doi.ToString() ?? "none", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{name}: DOI {article.Doi}, tag {stated}";
        }

        if (Plain(First("citation_journal_title")) is { } journal && journal != article.Journal?.Title)
        {
            yield return $"{name}: journal '{article.Journal?.Title}', tag '{journal}'";
        }

        if (First("citation_publication_date", "citation_date") is { } date && Regex.Match(date, @"\d{4}").Value is var year && article.Published?.Year.ToString("0000", null) != year)
        {
            yield return $"{name}: published {article.Published}, tag {date}";
        }

        var authors = tags["citation_author"].SelectMany(value => WebUtility.HtmlDecode(value).Split(';')).Select(Plain).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (authors.Count > 0 && (authors.Count != article.Authors.Count || authors.Zip(article.Authors).Any(pair => !pair.First.Contains(pair.Second.Family ?? pair.Second.Collective ?? "?", StringComparison.Ordinal))))
        {
            yield return $"{name}: authors {string.Join("; ", article.Authors.Select(author => author.Family ?? author.Collective))}, tags {string.Join("; ", authors)}";
        }

        var keywords = tags["citation_keywords"].SelectMany(value => WebUtility.HtmlDecode(value).Split([';', ','])).Select(Plain).OfType<string>().ToList();
        if (keywords.Exists(keyword => !article.Keywords.Any(known => known.Contains(keyword.TrimEnd('.'), StringComparison.OrdinalIgnoreCase))))
        {
            yield return $"{name}: keywords {string.Join("; ", article.Keywords)}, tags {string.Join("; ", keywords)}";
        }
    }

    private static IEnumerable<(string Name, string Value)> Tags(string html) =>
        from Match tag in Regex.Matches(html, @"<meta\s(?:[^>""']|""[^""]*""|'[^']*')*>", RegexOptions.IgnoreCase)
        let name = Attribute(tag.Value, "name") ?? Attribute(tag.Value, "property")
        let value = Attribute(tag.Value, "content") ?? Attribute(tag.Value, "value")
        where name is not null && !string.IsNullOrWhiteSpace(value)
        select (name.ToLowerInvariant(), value);

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $@"(?<=[\s""']){name}\s*=\s*(?:""(?<v>[^""]*)""|'(?<v>[^']*)'|(?<v>[^\s>]+))", RegexOptions.IgnoreCase) is { Success: true } match ? match.Groups["v"].Value : null;

    private static string? Plain(string? value) => value is null ? null : PlainText.Normalize(Regex.Replace(WebUtility.HtmlDecode(WebUtility.HtmlDecode(value)), "</?[a-z]+>", ""));
}
