using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Digests.Mail;
using static LitWatch.Tests.Digests.Mail.Manifests;
using static LitWatch.Tests.Digests.Mail.RenderedDigest;

namespace LitWatch.Tests.Digests.Mail;

/// <summary>What a digest's HTML must show, and how (what does not fit: <see cref="DigestFitTests"/>).</summary>
public sealed class DigestHtmlTests
{
    [Fact]
    public async Task The_page_is_made_for_mail_programs()
    {
        var page = await Parsed(Sample.Everything);

        Assert.Equal("en", One(page, "//html").GetAttributeValue("lang", ""));
        Assert.Equal("light dark", One(page, "//meta[@name='color-scheme']").GetAttributeValue("content", ""));
        Assert.Empty(All(page, "//script|//body//style|//link|//img|//form|//iframe|//@src|//@onclick"));
        Assert.All(All(page, "//table[not(.//th)]"), table => Assert.Equal("presentation", table.GetAttributeValue("role", "")));
        Assert.Contains("display:none", All(page, "//body/div")[0].GetAttributeValue("style", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headings_go_down_one_level_at_a_time()
    {
        var page = await Parsed(Sample.Everything);

        int[] levels = [.. All(page, "//h1|//h2|//h3|//h4").Select(heading => heading.Name[1] - '0')];
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public async Task What_is_new_comes_first_then_the_alerts_the_articles_and_what_was_searched()
    {
        var text = Text(await Parsed(Sample.Everything));

        InOrder(
            text,
            "2 new articles in 1 of 4 alerts – search INCOMPLETE",
            "Week 47 of 2026",
            "Monday 16 November 2026, 07:00 (Europe/Rome)",
            "PubMed for fingolimod × macular oedema: FAILED: PubMed did not answer within 30 seconds",
            "teriflunomide × any reaction",
            "complete; supplementary Crossref INCOMPLETE",
            Title,
            "Known articles that now also match",
            "Skin reactions to monoclonal antibodies",
            "What was searched",
            "Neurology safety",
            "Next digest: Monday 23 November 2026, 07:00 (Europe/Rome)",
            "Unsubscribe",
            "disclaimer and copyright notice",
            "LitWatch 0.1.0+test");
    }

    [Fact]
    public async Task An_article_is_told_with_all_that_is_known_of_it()
    {
        var text = Text(await Parsed(Digest(Psoriasis(Line))));

        InOrder(
            text,
            Title,
            "Ozarslan B, Second S, Third T, et al.",
            "Dermatol Pract Concept. 2022 Apr;12(2):e2022088",
            "PMID 35646438 · DOI 10.5826/dpc.1202a88 · PMCID PMC1234567",
            "INTRODUCTION: A patient",
            "Keywords: natalizumab, paradoxical reaction",
            "MeSH: Psoriasis/chemically induced*, Natalizumab/adverse effects, Humans, Skin, Adult, Hand and 2 more",
            "Type: Journal Article, Case Reports",
            "Why it matched: title: natalizumab, psoria*; abstract: natalizumab, psoria*; MeSH: Psoriasis",
            "Also matches: natalizumab × any reaction",
            "Found in: PubMed, Crossref");
        Assert.DoesNotContain("no abstract", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Language:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_title_stands_once_and_links_to_PubMed()
    {
        var page = await Parsed(Digest(Psoriasis(Line)));

        Assert.Equal(2, Text(page).Split(Title).Length);
        Assert.Equal("https://pubmed.ncbi.nlm.nih.gov/35646438/", One(page, "//h3/a").GetAttributeValue("href", ""));
        Assert.Equal(Title, One(page, "//h3/a").InnerText);
    }

    [Fact]
    public async Task What_matched_is_highlighted_in_title_and_abstract()
    {
        var page = await Parsed(Digest(Psoriasis(Line)));

        Assert.Equal(["Natalizumab", "Psoriasis", "natalizumab", "psoriasis"], All(page, "//mark").Select(mark => mark.InnerText));
        Assert.All(All(page, "//mark"), mark => Assert.Contains("background-color", mark.GetAttributeValue("style", ""), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_link_is_one_of_ours()
    {
        var page = await Parsed(Sample.Everything);

        string[] known = ["https://pubmed.ncbi.nlm.nih.gov/", "https://doi.org/", "https://pmc.ncbi.nlm.nih.gov/articles/", "https://litwatch.example/", "https://www.ncbi.nlm.nih.gov/home/about/policies/"];
        Assert.All(Links(page), link => Assert.Contains(known, start => link.StartsWith(start, StringComparison.Ordinal)));
        Assert.Contains("https://doi.org/10.5826/dpc.1202a88", Links(page));
        Assert.Contains("https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567", string.Join(' ', Links(page)), StringComparison.Ordinal);
        Assert.Contains("https://litwatch.example/api/unsubscribe?token=abc&kind=x", Links(page));
        Assert.Contains("https://www.ncbi.nlm.nih.gov/home/about/policies/", Links(page));
    }

    [Fact]
    public async Task An_article_without_PMID_links_to_its_DOI_and_its_marks_are_shown()
    {
        var page = await Parsed(Sample.Everything);

        Assert.Equal("https://doi.org/10.1000/example.2", All(page, "//h3/a")[1].GetAttributeValue("href", ""));
        InOrder(
            Text(page),
            "RETRACTED",
            "no abstract",
            "not in English",
            "Psoriasis under treatment with natalizumab",
            "Psoriasis unter Natalizumab",
            "Skin Reactions Study Group",
            "Retraction notice: DOI 10.1000/notice.2",
            "Language: German",
            "Why it matched: matched by Crossref; not seen in title, abstract or keywords");
    }

    [Fact]
    public async Task A_search_is_told_with_days_outcome_counts_and_how_far_it_is_complete()
    {
        var text = Text(await Parsed(Sample.Everything));

        InOrder(
            text[text.IndexOf("What was searched", StringComparison.Ordinal)..],
            "PubMed required",
            "9–15 Nov 2026 (7 days)",
            "complete through 15 Nov 2026",
            "complete promised 12, delivered 12, no warnings",
            "Crossref supplementary",
            "promised 41, delivered 41, 1 warning",
            "Crossref ranks instead of matching",
            "complete through 12 Nov 2026",
            "FAILED: PubMed did not answer within 30 seconds promised 12, delivered 0",
            "not searched yet",
            "INCOMPLETE: 1 promised records were not delivered");
    }

    [Fact]
    public async Task Nothing_new_says_so_and_shows_what_was_searched()
    {
        var page = await Parsed(Digest(Psoriasis()));

        InOrder(Text(page), "Nothing new for natalizumab × psoriasis", DigestNotice.NothingNew, "Every search of a required source that was due is complete.", "What was searched", "promised 12, delivered 12");
        Assert.DoesNotContain("INCOMPLETE", Text(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_new_in_an_incomplete_search_never_looks_like_a_result()
    {
        var text = Text(await Parsed(Digest(Psoriasis().Failing())));

        InOrder(text, "– search INCOMPLETE", DigestNotice.GapsTitle, DigestNotice.NothingNew + " " + DigestNotice.GapsTitle);
    }

    [Fact]
    public async Task What_was_never_searched_never_looks_like_a_result()
    {
        var unsearched = Psoriasis() with { Searches = [], PausedBecause = "the product is withdrawn" };
        var silent = Psoriasis() with { Name = "silent", Searches = [PubMed with { Outcome = SearchOutcome.Failed, Promised = 0, Delivered = 0, Why = [] }] };

        var text = Text(await Parsed(Digest(unsearched, silent)));

        InOrder(text, "paused: the product is withdrawn; not searched yet", "What was searched", "no source", "not searched yet", "FAILED: no reason given promised unknown, delivered 0");
        Assert.Contains("nothing new, 0 of 1 alert searched", DigestSubject.Of(Digest(unsearched)), StringComparison.Ordinal);
        Assert.Contains("No search was due since the last digest.", Text(await Parsed(Digest(unsearched))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_text_stays_text()
    {
        var digest = HostileDigest.Of(HostileDigest.Markup);

        var html = await DigestHtml.RenderAsync(digest, Manifests.Links, CancellationToken.None);
        var page = Parse(html);

        Assert.Empty(All(page, "//script"));
        Assert.DoesNotContain(page.DocumentNode.Descendants(), node => node.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        Assert.All(Links(page), link => Assert.StartsWith("https://", link, StringComparison.Ordinal));
        Assert.DoesNotContain(Text(page), character => character is '\u202E' or '\u2066' or '\0' || char.IsSurrogate(character));
        Assert.Contains("<script>alert(1)</script>", Text(page), StringComparison.Ordinal);
        Assert.Empty(page.ParseErrors);
    }

    [Fact]
    public async Task A_sample_is_written_to_be_looked_at()
    {
        // Beside the test binaries: a fixed name in a shared temporary folder would be another checkout's too.
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "digest-sample")).FullName;

        await File.WriteAllTextAsync(Path.Combine(folder, "digest.html"), await DigestHtml.RenderAsync(Sample.Everything, Manifests.Links, CancellationToken.None));
        await File.WriteAllTextAsync(Path.Combine(folder, "digest.txt"), DigestText.Render(Sample.Everything, Manifests.Links));

        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public async Task Equal_manifests_give_equal_bodies() =>
        Assert.Equal(
            await DigestHtml.RenderAsync(Sample.Everything, Manifests.Links, CancellationToken.None),
            await DigestHtml.RenderAsync(Sample.Everything, Manifests.Links, CancellationToken.None));

    [Fact]
    public async Task Rendering_can_be_cancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DigestHtml.RenderAsync(Sample.Everything, Manifests.Links, new CancellationToken(canceled: true)));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    public void Links_are_http_only(string address)
    {
        Assert.Throws<ArgumentException>(() => new DigestLinks(new Uri(address, UriKind.RelativeOrAbsolute)));
        Assert.Throws<ArgumentException>(() => new DigestLinks(new Uri("https://litwatch.example/"), new Uri(address, UriKind.RelativeOrAbsolute)));
    }

    [Fact]
    public async Task A_preview_has_no_way_out() =>
        Assert.DoesNotContain("Unsubscribe", await DigestHtml.RenderAsync(Sample.Everything, new DigestLinks(new Uri("http://localhost:7071/")), CancellationToken.None), StringComparison.Ordinal);
}
