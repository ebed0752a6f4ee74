using System.Net;
using LitWatch.Digests.Mail;

namespace LitWatch.Tests.Digests.Mail;

public class MailDarkTests
{
    [Fact]
    public async Task Every_colour_of_the_mail_has_its_partner_in_the_dark_or_holds_there_too()
    {
        string[] holds = ["background-color:#0f4c5c", "color:#eef6f8", "background-color:#b3261e", "color:#fdf3f2", "border-left:#b3261e", "color:#eef1f4"];
        string[] known = [.. holds, .. MailDark.Partners.Select(partner => $"{partner.Property}:{partner.Light}")];

        var page = await RenderedDigest.Parsed(WeeklyDigest.Of(20));

        var used = RenderedDigest.All(page, "//@style").SelectMany(node => WebUtility.HtmlDecode(node.GetAttributeValue("style", "")).Split(';')).Where(rule => rule.Contains('#', StringComparison.Ordinal))
            .Select(rule => rule.Split(':')[0] + ":" + rule[rule.IndexOf('#', StringComparison.Ordinal)..]).ToHashSet(StringComparer.Ordinal);
        Assert.True(used.Count > 15, "The mail has lost its colours.");
        Assert.Empty(used.Except(known));
        Assert.StartsWith("@media (prefers-color-scheme: dark)", RenderedDigest.One(page, "//head/style").InnerText, StringComparison.Ordinal);
    }
}
