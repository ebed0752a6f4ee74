using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Digests.Mail;
using static LitWatch.Tests.Digests.Mail.Manifests;
using static LitWatch.Tests.Digests.Mail.RenderedDigest;

namespace LitWatch.Tests.Digests.Mail;

/// <summary>What is shortened or left out of a mail so that mail programs show it whole, and that it says so.</summary>
public sealed class DigestFitTests
{
    [Fact]
    public async Task Abstracts_come_in_full_where_the_subscription_wants_that()
    {
        var end = "the last words of a long abstract";
        var line = Line with { Article = Ozarslan with { Abstract = [new AbstractSection("CASE", string.Concat(Enumerable.Repeat("natalizumab was given, and psoriasis came. ", 100)) + end)] } };

        var first = Digest(Psoriasis(line));
        var full = first with { FullAbstracts = true };

        Assert.DoesNotContain(end, Text(await Parsed(first)), StringComparison.Ordinal);
        Assert.Contains(end, Text(await Parsed(full)), StringComparison.Ordinal);
        Assert.Contains("long abstract", DigestText.Render(full, Manifests.Links), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lorem ")]
    [InlineData("x")]
    [InlineData("\U0001F48A")]
    public async Task A_long_abstract_is_cut_around_its_matches(string filler)
    {
        var half = string.Concat(Enumerable.Repeat(filler, 50_000 / filler.Length));
        var text = half + " natalizumab " + half + " psoriasis";
        var line = Line with
        {
            Article = Ozarslan with { Abstract = [new(null, text)] },
            Spans = [new("abstract[0]", half.Length + 1, 11, "natalizumab"), new("abstract[0]", text.Length - 9, 9, "psoria*")],
        };

        var page = await Parsed(Digest(Psoriasis(line)));

        var snippet = All(page, "//div[mark]").Single(node => node.GetAttributeValue("style", "") == MailStyle.Snippet);
        Assert.InRange(WebUtility.HtmlDecode(snippet.InnerText).Length, 300, Snippet.Longest + 10);
        Assert.Equal(["natalizumab", "psoriasis"], snippet.Elements("mark").Select(mark => mark.InnerText));
        Assert.DoesNotContain("\uFFFD", snippet.InnerText, StringComparison.Ordinal);
        Assert.DoesNotContain("lore ", snippet.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_left_out_of_the_summary_are_told_with_their_news()
    {
        DigestAlert[] alerts = [.. Quiet(400).Select(alert => alert with { New = Many(3) })];

        var text = Text(await Parsed(Digest(alerts)));

        var left = int.Parse(Regex.Match(text, @"and (\d+) more alerts:").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"and {left} more alerts: {left * 3:N0} new, required sources complete"), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_thousand_articles_fit_and_the_rest_is_counted()
    {
        var html = await DigestHtml.RenderAsync(Digest(Psoriasis(Many(2_000)), Alert("rare × event", Titled("The only report of a rare event", "29999999"))), Manifests.Links, CancellationToken.None);
        var page = Parse(html);

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 80_000, FitDigest.Limit - 1);
        var full = All(page, "//h3/a").Length;
        var brief = All(page, "//li/a").Length;
        Assert.InRange(full, 10, 60);
        Assert.InRange(brief, 50, 400);
        InOrder(Text(page), "Report number 0001", "Further new articles, by title", $"and {2_001 - full - brief:N0} more", "The only report of a rare event", "What was searched", "Unsubscribe");
    }

    [Fact]
    public async Task Alerts_by_the_hundred_fit_and_those_with_gaps_are_kept()
    {
        DigestAlert[] alerts = [.. Quiet(1_000).Select(alert => alert with { New = Many(3) }), Psoriasis().Failing(string.Concat(Enumerable.Repeat("<\"'&> ", 500)))];

        var html = await DigestHtml.RenderAsync(Digest(alerts), Manifests.Links, CancellationToken.None);

        Assert.True(Encoding.UTF8.GetByteCount(html) < FitDigest.Limit);
        var text = Text(Parse(html));
        InOrder(text, "3,000 new articles in 1,000 of 1,001 alerts – search INCOMPLETE", "natalizumab × psoriasis: FAILED", "more alerts", "more new articles", "What was searched", "FAILED", "complete, 0 not");
    }
}
