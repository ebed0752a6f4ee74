using System.Text;
using LitWatch.Digests.Mail;
using LitWatch.Tests.Digests.Mail;
using Microsoft.Playwright;

namespace LitWatch.Tests.Browser;

/// <summary>What people see of a digest, in a real browser.</summary>
[Collection(nameof(Chromium))]
public sealed class DigestPageTests(ChromiumFixture chromium)
{
    public static TheoryData<int, int, ColorScheme> Views
    {
        get
        {
            var views = new TheoryData<int, int, ColorScheme>();
            foreach (var articles in WeeklyDigest.Sizes)
            {
                views.Add(articles, 390, ColorScheme.Light);
                views.Add(articles, 390, ColorScheme.Dark);
                views.Add(articles, 1_000, ColorScheme.Light);
                views.Add(articles, 1_000, ColorScheme.Dark);
            }

            return views;
        }
    }

    public static TheoryData<int> Sizes { get; } = [.. WeeklyDigest.Sizes];

    public static TheoryData<string> Attacks => [.. HostileDigest.Attacks.Keys];

    [SkippableTheory]
    [MemberData(nameof(Views))]
    public async Task It_can_be_read_by_everybody_on_every_screen(int articles, int width, ColorScheme scheme)
    {
        await using var shown = await ShowAsync(articles, width, scheme);
        await Screenshots.TakeAsync(shown, $"{articles:0000}-{width:0000}-{scheme}");

        Assert.True(await shown.AskAsync<int>("document.documentElement.scrollWidth") <= width, "The page scrolls sideways.");
        await Axe.FindsNothingAsync(shown);
        Assert.Empty(shown.Misdeeds);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task It_fits_below_what_mail_programs_cut_off(int articles)
    {
        var manifest = WeeklyDigest.Of(articles);

        Assert.InRange(Encoding.UTF8.GetByteCount(await DigestHtml.RenderAsync(manifest, Manifests.Links, CancellationToken.None)), 1_000, 102_400);
        Assert.InRange(Encoding.UTF8.GetByteCount(DigestText.Render(manifest, Manifests.Links)), 500, 102_400);
    }

    [SkippableTheory]
    [MemberData(nameof(Attacks))]
    public async Task What_others_write_does_nothing_and_hides_nothing(string attack)
    {
        var html = await DigestHtml.RenderAsync(HostileDigest.Of(HostileDigest.Attacks[attack]), Manifests.Links, CancellationToken.None);
        await using var shown = await chromium.ShowAsync(html);
        await Screenshots.TakeAsync(shown, $"hostile-{attack.Replace(' ', '-')}");

        Assert.Empty(shown.Misdeeds);
        Assert.Equal(0, await shown.AskAsync<int>("document.querySelectorAll('script,body style,link,img,svg,iframe,form,input,object').length"));
        Assert.Equal("", await shown.AskAsync<string>("[...document.querySelectorAll('*')].flatMap(element => [...element.attributes]).filter(attribute => attribute.name.startsWith('on')).map(attribute => attribute.name).join()"));
        Assert.Equal("", await shown.AskAsync<string>("[...document.links].map(link => link.href).filter(href => !/^https:\\/\\/(litwatch\\.example|pubmed\\.ncbi\\.nlm\\.nih\\.gov|pmc\\.ncbi\\.nlm\\.nih\\.gov|www\\.ncbi\\.nlm\\.nih\\.gov|doi\\.org)\\//.test(href)).join()"));
        Assert.True(await shown.AskAsync<int>("document.documentElement.scrollWidth") <= 390, "The page scrolls sideways.");
        Assert.Equal(["h1", "h2", "h2"], await shown.AskAsync<string[]>("[...document.querySelectorAll('h1,h2')].map(heading => heading.localName)"));
        // Everything after the attack is still seen, in its place.
        Assert.True(await shown.AskAsync<bool>("(link => link.checkVisibility() && link.getBoundingClientRect().width > 40)([...document.links].find(link => link.textContent === 'Unsubscribe'))"));
    }

    private async Task<ShownPage> ShowAsync(int articles, int width, ColorScheme scheme) =>
        await chromium.ShowAsync(await DigestHtml.RenderAsync(WeeklyDigest.Of(articles), Manifests.Links, CancellationToken.None), width, scheme);
}
