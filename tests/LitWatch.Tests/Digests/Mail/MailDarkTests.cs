using System.Net;
using HtmlAgilityPack;
using LitWatch.Digests.Mail;

namespace LitWatch.Tests.Digests.Mail;

public class MailDarkTests
{
    [Fact]
    public async Task Every_colour_of_the_mail_has_its_partner_in_the_dark_or_holds_there_too()
    {
        string[] holds = ["background-color:#0f4c5c", "color:#eef6f8", "background-color:#b3261e", "color:#fdf3f2", "border-left:#b3261e", "color:#eef1f4"];
        string[] known = [.. holds, .. MailDark.Partners.Select(partner => $"{partner.Property}:{partner.Light}")];

        var page = new HtmlDocument();
        page.LoadHtml(await DigestHtml.RenderAsync(WeeklyDigest.Of(20), Manifests.Links, CancellationToken.None));

        var used = page.DocumentNode.SelectNodes("//@style")!.SelectMany(node => WebUtility.HtmlDecode(node.GetAttributeValue("style", "")).Split(';')).Where(rule => rule.Contains('#', StringComparison.Ordinal))
            .Select(rule => rule.Split(':')[0] + ":" + rule[rule.IndexOf('#', StringComparison.Ordinal)..]).ToHashSet(StringComparer.Ordinal);
        Assert.True(used.Count > 15, "The mail has lost its colours.");
        Assert.Empty(used.Except(known));
        Assert.StartsWith("@media (prefers-color-scheme: dark)", page.DocumentNode.SelectNodes("//head/style")!.Single().InnerText, StringComparison.Ordinal);
    }
}
