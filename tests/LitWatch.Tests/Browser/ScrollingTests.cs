using LitWatch.Tests.Digests;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using LitWatch.Tests.Pipelines;
using LitWatch.Tests.Replay;
using Microsoft.Playwright;

namespace LitWatch.Tests.Browser;

/// <summary>How long the page holds up whoever scrolls: real time, so nothing else may run beside it.</summary>
[Collection(nameof(QuietMachine))]
public sealed class ScrollingTests(ChromiumFixture chromium, AzuriteFixture azurite, SmtpFixture smtp)
    : MailedDigest(azurite, smtp), IClassFixture<ChromiumFixture>, IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>
{
    private const string Scrolling = """
        new Promise(resolve => {
          let longest = 0;
          new PerformanceObserver(list => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); }).observe({ type: 'longtask' });
          let left = 60;
          const step = () => { scrollBy(0, 1200); if (left-- > 0) requestAnimationFrame(step); else setTimeout(() => resolve(longest), 200); };
          requestAnimationFrame(step);
        })
        """;

    [SkippableFact]
    public async Task Five_thousand_results_scroll_smoothly()
    {
        Sources.Add($"<PubmedArticleSet>{string.Concat(Enumerable.Range(1, 5_000).Select(number => Replayed.Article(40_000_000 + number, $"Psoriasis under examplimab, case {number}", text: string.Join(' ', Enumerable.Repeat("A patient had psoriasis three weeks after the first dose of examplimab, which was stopped.", 15)))))}</PubmedArticleSet>");
        await using var shown = await chromium.BrowseAsync(new Uri($"{Host.Addresses.Single()}/#/search?drug=examplimab&reaction=psoriasis&source=pubmed"));
        // Asked now and then: an expectation that is pending holds up the page's reading of so much.
        await Eventually.TrueAsync(() => shown.AskAsync<bool>("document.querySelectorAll('ol.articles > li').length === 5000"), "all articles are shown", seconds: 60);

        // The best of three: what else the machine does is no matter of the page.
        var longest = double.MaxValue;
        for (var look = 0; look < 3 && longest > 100; look++)
        {
            longest = Math.Min(longest, await shown.AskAsync<double>(Scrolling));
        }

        Assert.True(await shown.AskAsync<double>("scrollY") > 50_000);
        Assert.InRange(longest, 0, 100);
    }
}
