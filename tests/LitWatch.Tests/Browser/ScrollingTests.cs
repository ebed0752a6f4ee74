using LitWatch.Tests.Digests;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using LitWatch.Tests.Replay;

namespace LitWatch.Tests.Browser;

/// <summary>
/// That a long list costs who scrolls it no more than what is in view. How long a frame is held up is a matter of the machine: <c>LitWatch.Benchmarks -- scroll</c> measures it against
/// the same list without that care.
/// </summary>
[Collection(nameof(Chromium))]
public sealed class ScrollingTests(ChromiumFixture chromium, AzuriteFixture azurite, SmtpFixture smtp) : MailedDigest(azurite, smtp), IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>
{
    private const int Results = 5_000;

    /// <summary>Of how many results the browser has laid out what is in them.</summary>
    private const string LaidOut = "[...document.querySelectorAll('ol.articles > li')].filter(one => one.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length";

    /// <summary>Scrolls 60 steps of 1,200 pixels, one a frame; then the most that was laid out at once.</summary>
    private const string Scrolled = $$"""
        new Promise(resolve => {
          let most = 0, left = 60;
          const step = () => { most = Math.max(most, {{LaidOut}}); scrollBy(0, 1200); if (left-- > 0) requestAnimationFrame(step); else resolve(most); };
          requestAnimationFrame(step);
        })
        """;

    [SkippableFact]
    public async Task Of_five_thousand_results_only_those_near_the_view_are_laid_out()
    {
        Sources.Add($"<PubmedArticleSet>{string.Concat(Enumerable.Range(1, Results).Select(number => Replayed.Article(40_000_000 + number, $"Psoriasis under examplimab, case {number}", text: string.Join(' ', Enumerable.Repeat("A patient had psoriasis three weeks after the first dose of examplimab, which was stopped.", 15)))))}</PubmedArticleSet>");
        await using var shown = await chromium.BrowseAsync(new Uri($"{Host.Addresses.Single()}/#/search?drug=examplimab&reaction=psoriasis&source=pubmed"));
        // Asked now and then: an expectation that is pending holds up the page's reading of so much.
        await Eventually.TrueAsync(() => shown.AskAsync<bool>($"document.querySelectorAll('ol.articles > li').length === {Results}"), "all articles are shown", seconds: 60);

        var most = await shown.AskAsync<int>(Scrolled);

        Assert.InRange(most, 3, 100);
        Assert.True(await shown.AskAsync<double>("scrollY") > 50_000, "what is not laid out keeps its place");
        Assert.Empty(shown.Misdeeds);
    }
}
