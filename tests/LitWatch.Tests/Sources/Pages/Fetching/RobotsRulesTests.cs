using LitWatch.Sources.Pages.Fetching;

namespace LitWatch.Tests.Sources.Pages.Fetching;

public class RobotsRulesTests
{
    [Theory]
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /private/", "/private/a", false)]
    [InlineData("User-agent: *\nDisallow: /private/", "/privately", true)]
    [InlineData("User-agent: *\nDisallow: /private/", "/public", true)]
    [InlineData("user-AGENT : * # everybody\r\n  DISALLOW : /a # and below\r\n", "/a/b", false)]
    [InlineData("\uFEFFUser-agent: *\nDisallow: /a", "/a", false)]
    [InlineData("Disallow: /a", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/open", "/a/open/1", true)]
    [InlineData("User-agent: *\nAllow: /a/open\nDisallow: /a", "/a/shut", false)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?page=1", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a.pdf/b.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*?print=", "/x?print=1", false)]
    [InlineData("User-agent: *\nDisallow: /a$", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /a$", "/ab", true)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/axxbxxc", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/axxcxxb", true)]
    [InlineData("User-agent: other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /b", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: LitWatch\nDisallow: /b", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: LitWatch\nDisallow: /b", "/b", false)]
    [InlineData("User-agent: other\nUser-agent: litwatch\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: litwatch\nCrawl-delay: 5\nDisallow: /a\n\nUser-agent: litwatch\nDisallow: /b", "/b", false)]
    [InlineData("User-agent: litwatch\nCrawl-delay: 5\nDisallow: /a\n\nUser-agent: litwatch\nDisallow: /b", "/a", false)]
    [InlineData("User-agent: *\nSitemap: https://publisher.org/map.xml\nDisallow: /a", "/a", false)]
    [InlineData("<!DOCTYPE html><html><body>User-agent: *</body></html>", "/a", true)]
    public void The_longest_rule_of_the_own_group_decides(string text, string path, bool allowed) =>
        Assert.Equal(allowed, RobotsRules.Parse(text).Allow(new Uri(new Uri("https://publisher.org"), path)));

    [Fact]
    public void A_pattern_made_to_be_slow_is_not()
    {
        var rules = RobotsRules.Parse($"User-agent: *\nDisallow: /{string.Concat(Enumerable.Repeat("a*", 20_000))}b");

        Assert.True(rules.Allow(new Uri($"https://publisher.org/{new string('a', 30_000)}")));
    }
}
