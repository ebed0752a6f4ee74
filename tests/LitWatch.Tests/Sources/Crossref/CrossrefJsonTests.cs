using System.Globalization;
using System.Text;
using System.Text.Json;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Crossref;
using Xunit.Abstractions;

namespace LitWatch.Tests.Sources.Crossref;

public sealed class CrossrefJsonTests(ITestOutputHelper output)
{
    private readonly ParseReport report = new();

    [Theory]
    [InlineData("<jats:title>Abstract</jats:title><jats:p>Risk was higher (P<0.001) in TGF-<jats:italic>β</jats:italic>1 &amp;amp; H<jats:sub>2</jats:sub>O.</jats:p>", "[] Risk was higher (P<0.001) in TGF-β1 & H2O.")]
    [InlineData("<jats:sec><jats:title>Methods</jats:title><jats:p>One.</jats:p><jats:p>Two, n <p.</jats:p></jats:sec><jats:sec><jats:title>Results:</jats:title><jats:p>P &lt; 0.05</jats:p></jats:sec>", "[Methods] One. Two, n <p.|[Results] P < 0.05")]
    [InlineData("<jats:title/><jats:p>No heading.</jats:p>", "[] No heading.")]
    [InlineData("Plain, a<b and c>d.", "[] Plain, a<b and c>d.")]
    [InlineData("&lt;p&gt;Escaped &lt;i&gt;whole&lt;/i&gt;.&lt;/p&gt;", "[] Escaped whole.")]
    [InlineData("<jats:p>x <mml:math><mml:mi>a</mml:mi></mml:math><jats:tex-math>\\alpha</jats:tex-math> y</jats:p>", "[] x a y")]
    [InlineData("<p>unclosed <i>tags", "[] unclosed tags")]
    [InlineData("<jats:p>One</jats:p><jats:p>two</jats:p>", "[] One two")]
    [InlineData("", "")]
    public void Abstracts_become_plain_sections(string jats, string expected) =>
        Assert.Equal(expected, string.Join('|', MarkupText.Sections(jats).Select(section => $"[{section.Label}] {section.Text}")));

    [Fact]
    public void A_work_is_read_in_full()
    {
        var article = One("""
            {"DOI":"10.1000/ABC","type":"journal-article","title":["A <i>title</i> of CO<sub>2</sub> &amp; more"],"language":"de",
             "author":[{"given":"Jane","family":"Doe","ORCID":"http://orcid.org/0000-0002-1825-0097","affiliation":[{"name":"Here"}]},{"name":"The Group"}],
             "container-title":["Journal"],"short-container-title":["J"],"ISSN":["1111-1111"],"volume":"1","issue":"2","article-number":"e5",
             "published-print":{"date-parts":[[2022]]},"issued":{"date-parts":[[2022,5,1]]},"published-online":{"date-parts":[[2022,4,30]]},
             "created":{"date-parts":[[2022,4,29]]},"indexed":{"date-parts":[[2024,1,2]]},
             "relation":{"is-preprint-of":[{"id-type":"doi","id":"10.1000/final","asserted-by":"subject"}]},
             "reference":[{"key":"1","DOI":"10.1000/ref"},{"key":"2","unstructured":"x"}],
             "updated-by":[{"type":"retraction","DOI":"10.1000/n1","updated":{"date-parts":[[2023,1,1]]}},{"type":"correction","DOI":"10.1000/n2","updated":{"date-parts":[[2024,1,1]]}}],
             "update-to":[{"type":"expression_of_concern","DOI":"10.1000/o"}]}
            """);

        Assert.Equal(ArticleId.Of("crossref", "10.1000/abc"), article.Id);
        Assert.Equal("A title of CO2 & more", article.Title);
        Assert.Equal(["ger"], article.Languages);
        Assert.Equal("0000-0002-1825-0097", article.Authors[0].Orcid);
        Assert.Equal("The Group", article.Authors[1].Collective);
        Assert.Equal("e5", article.Journal!.Pages);
        Assert.Equal("2022-04-30", article.Published?.ToString());
        Assert.Equal(new ArticleDates { Created = new(2022, 4, 29), Revised = new(2024, 1, 2) }, article.Dates);
        Assert.Equal(
            ["expressionOfConcernFor 10.1000/o", "retractionIn 10.1000/n1", "erratumIn 10.1000/n2", "preprintOf 10.1000/final", "cites 10.1000/ref"],
            article.Links.Select(link => $"{link.Type} {link.Doi}"));
        Assert.True(article.IsRetracted);
        Assert.Equal("https://doi.org/10.1000/abc", article.Records[0].Url?.ToString());
    }

    [Theory]
    [InlineData("""{"type":"retraction","updated":{"date-parts":[[2023,1,1]]}},{"type":"reinstatement","updated":{"date-parts":[[2023,2,1]]}}""", false)]
    [InlineData("""{"type":"reinstatement","updated":{"date-parts":[[2023,1,1]]}},{"type":"retraction","updated":{"date-parts":[[2023,2,1]]}}""", true)]
    [InlineData("""{"type":"correction"}""", false)]
    [InlineData("""{"type":"withdrawal"}""", true)]
    public void The_newest_retraction_or_reinstatement_decides(string updates, bool retracted) =>
        Assert.Equal(retracted, One($$"""{"DOI":"10.1000/a","updated-by":[{{updates}}]}""").IsRetracted);

    [Theory]
    [InlineData("""{"date-parts":[[null]]}""", null)]
    [InlineData("""{"date-parts":[[2020,2]]}""", "2020-02")]
    [InlineData("""{"date-parts":[["2020","3","4"]]}""", "2020-03-04")]
    [InlineData("""{"date-parts":[[0]]}""", null)]
    [InlineData("""{}""", null)]
    public void Dates_are_as_precise_as_they_are_given(string date, string? expected) =>
        Assert.Equal(expected, One($$"""{"DOI":"10.1000/a","issued":{{date}}}""").Published?.ToString());

    [Theory]
    [InlineData("""{"DOI":"10.1000/a"}""", 1)]
    [InlineData("""{"status":"ok","message":{"DOI":"10.1000/a"}}""", 1)]
    [InlineData("""{"status":"ok","message":{"total-results":2,"items":[{"DOI":"10.1000/a"},{"DOI":"10.1000/b"}]}}""", 2)]
    [InlineData("""{"items":[{"DOI":"10.1000/a"}]}""", 1)]
    [InlineData("""[{"DOI":"10.1000/a"},{"DOI":"10.1000/b"}]""", 2)]
    [InlineData("{\"DOI\":\"10.1000/a\"}\n{\"DOI\":\"10.1000/b\"}\n", 2)]
    [InlineData("""{"message":{"items":[]}}""", 0)]
    public void Every_form_is_taken(string json, int works) => Assert.Equal(works, Read(json).Count);

    [Theory]
    [InlineData("")]
    [InlineData("Resource not found.")]
    [InlineData("""{"DOI":"10.1000/a","title":["cut""")]
    [InlineData("""{"status":"failed","message-type":"validation-failure","message":[{"type":"filter-not-available","value":"x","message":"no"}]}""")]
    [InlineData("""{"status":"ok","message-type":"member","message":{"id":5}}""")]
    public void What_holds_no_works_is_never_zero_works(string json) => Assert.Throws<SourceException>(() => Read(json));

    [Fact]
    public void A_character_that_is_none_does_not_stop_a_search() => Assert.Equal("a b", One("""{"DOI":"10.1000/a","title":["a \ufffe b"]}""").Title);

    [Fact]
    public void Odd_shapes_and_half_surrogates_are_unknown_and_not_faults()
    {
        var article = One("""{"DOI":"10.1000/a","title":["half \ud83d pair"],"author":[null,5,"x",{"given":null}],"abstract":7,"issued":[],"updated-by":{},"relation":[],"reference":"x","ISSN":null}""");

        Assert.Equal("half \uFFFD pair", article.Title);
        Assert.Empty(article.Authors);
    }

    [Theory]
    [InlineData("journal-article", true)]
    [InlineData("posted-content", true)]
    [InlineData("something-new", true)]
    [InlineData("dataset", false)]
    [InlineData("component", false)]
    [InlineData("peer-review", false)]
    public void Works_that_are_not_articles_are_told_by_their_type(string type, bool expected) =>
        Assert.Equal(expected, CrossrefJson.IsArticle(One($$"""{"DOI":"10.1000/a","type":"{{type}}"}""")));

    [SkippableFact]
    public void All_recorded_answers_are_read_without_a_fault()
    {
        var folder = Path.Combine(ShippedData.RequireRecorded(), "crossref");
        var (works, abstracts, dated, refused) = (0, 0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            try
            {
                foreach (var article in CrossrefJson.Read(bytes, report))
                {
                    works++;
                    abstracts += article.Abstract.Count > 0 ? 1 : 0;
                    dated += article.Published is not null ? 1 : 0;
                    var texts = article.Abstract.Select(section => section.Text).Append(article.Title ?? "").ToList();
                    Assert.True(texts.TrueForAll(text => !text.Contains("<jats:", StringComparison.Ordinal) && !text.Contains("&amp;", StringComparison.Ordinal)), $"{file} {article.Doi}");
                    JsonSerializer.Serialize(article, ArticleJson.Default.Article);
                }
            }
            catch (SourceException)
            {
                // Answers about members, journals, funders; errors; pages. None of them may hold a work.
                refused++;
                var text = Encoding.UTF8.GetString(bytes);
                Assert.False(text.Contains("\"reference-count\"", StringComparison.Ordinal) && text.Contains("\"items\"", StringComparison.Ordinal), file);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{works} works, {abstracts} with abstract, {dated} with date, {refused} answers without works, {report.Warnings.Count} warnings"));
        foreach (var warning in report.Warnings)
        {
            output.WriteLine(warning);
        }

        Assert.True(works > 1000);
        Assert.True(abstracts > 200);
    }

    private List<Article> Read(string json) => [.. CrossrefJson.Read(Encoding.UTF8.GetBytes(json), report)];

    private Article One(string json) => Assert.Single(Read(json));
}
