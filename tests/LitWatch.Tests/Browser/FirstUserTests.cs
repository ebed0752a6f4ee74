using System.Text;
using LitWatch.Tests.Digests;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using Microsoft.Playwright;

namespace LitWatch.Tests.Browser;

/// <summary>The page at <c>/</c> as a safety officer meets it, over a real host, real storage and a real mail server.</summary>
[Collection(nameof(Chromium))]
public sealed class FirstUserTests(ChromiumFixture chromium, AzuriteFixture azurite, SmtpFixture smtp) : MailedDigest(azurite, smtp), IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>
{
    private const string Title = "Natalizumab-Induced Pustular Psoriasis of Palms and Soles";

    /// <summary>Marks and counts what one can act on.</summary>
    private const string Reachable = """
        [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(one => one.checkVisibility() && !one.disabled)
          .map(one => { one.dataset.reachable = 'yes'; }).length
        """;

    private static readonly string[] Views = ["search", "alerts", "alert", "review", "subscriptions", "preview", "runs", "digests", "digest", "article", "health"];

    [SkippableFact]
    public async Task From_the_first_search_to_leaving()
    {
        await using var shown = await chromium.BrowseAsync(new Uri(Host.Addresses.Single()));
        var page = shown.Page;

        // Search, and watch what was found.
        await page.GetByLabel("Drug", new() { Exact = true }).FillAsync("natalizumab");
        await page.GetByLabel("Drug", new() { Exact = true }).PressAsync("Enter");
        await page.GetByLabel("Drug", new() { Exact = true }).FillAsync("Tysabri");
        await page.GetByLabel("Reaction", new() { Exact = true }).FillAsync("psoriasis");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = Title })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Watch this" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("natalizumab");

        // Subscribe.
        await page.GetByRole(AriaRole.Link, new() { Name = "Subscriptions" }).ClickAsync();
        await page.GetByLabel("Send a weekly digest").FillAsync("first@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "first@example.org" })).ToBeVisibleAsync();

        // A week later: a run, and the digest.
        Clock.Offset = TimeSpan.FromDays(7);
        await Host.SweepAsync(TimeSpan.Zero, CancellationToken.None);
        await page.GetByRole(AriaRole.Link, new() { Name = "Runs" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "pubmed", Exact = true }).First).ToBeVisibleAsync();
        // The mail server serves the other tests of this class, too.
        var mail = await NextAsync();
        while (mail.To != "first@example.org")
        {
            mail = await NextAsync();
        }

        // The digest, opened from the mail's link, and an article of it.
        await page.GotoAsync($"{Host.Addresses.Single()}/{mail.PageOfDigest}");
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "sent", Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = Title }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(Title);
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "crossref:10.5826/dpc.1202a88" })).ToBeVisibleAsync();

        // Decide by keyboard alone.
        await page.GetByRole(AriaRole.Link, new() { Name = "Review", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Review");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = Title })).ToBeVisibleAsync();
        var hits = await page.Locator("ol.articles > li").CountAsync();
        await page.Keyboard.PressAsync("3");
        await Assertions.Expect(page.GetByText("potential ICSR –")).ToBeVisibleAsync();

        // Export, read by another parser than the one that wrote it.
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Export RIS" }).ClickAsync());
        await using var exported = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(exported, Encoding.UTF8);
        var records = (await reader.ReadToEndAsync()).Split("ER  - ", StringSplitOptions.TrimEntries).Count(record => record.Contains("TY  - JOUR", StringComparison.Ordinal));
        Assert.Equal(hits, records);

        // Leave, by the link of the mail.
        await page.GotoAsync($"{Host.Addresses.Single()}/api/unsubscribe?token={mail.UnsubscribeToken}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Unsubscribe" }).ClickAsync();
        await Assertions.Expect(page.GetByText("You will get no more digests")).ToBeVisibleAsync();
        await page.GotoAsync($"{Host.Addresses.Single()}/#/subscriptions");
        await Assertions.Expect(page.GetByText("first@example.org (left)")).ToBeVisibleAsync();
        Assert.Empty(shown.Misdeeds);
    }

    [SkippableFact]
    public async Task A_keyboard_is_enough_for_every_view()
    {
        var digest = await MailedAsync("safety@example.org");
        var alert = (string)Items(await GetAsync("alerts")).Single()["id"]!;
        foreach (var view in Views)
        {
            await using var shown = await chromium.BrowseAsync(await AddressOfAsync(view, digest), 1_440);
            await Assertions.Expect(shown.Page.Locator("h1")).ToBeVisibleAsync();
            await shown.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var all = await shown.AskAsync<int>(Reachable);
            for (var i = 0; i < all + 20; i++)
            {
                await shown.Page.Keyboard.PressAsync("Tab");
                await shown.AskAsync<bool>("document.activeElement.dataset.reached = 'yes', true");
            }

            Assert.Empty(await shown.AskAsync<string[]>("[...document.querySelectorAll('[data-reachable]:not([data-reached])')].map(one => one.outerHTML)"));
        }

        // A dialog, too: opened, answered and closed, and left again.
        await using var page = await chromium.BrowseAsync(await AddressOfAsync("alert", digest));
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).PressAsync("Enter");
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).PressAsync("Enter");
        await page.Page.Keyboard.TypeAsync("The drug is off the market");
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.GetByText("The drug is off the market").First).ToBeVisibleAsync();
        Assert.Equal("The drug is off the market", (string)(await GetAsync($"alerts/{alert}"))["paused"]!["reason"]!);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).PressAsync("Enter");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task A_strategy_is_tried_saved_and_compared_before_anybody_needs_to_know_JSON_by_heart()
    {
        var digest = await MailedAsync("safety@example.org");
        await using var shown = await chromium.BrowseAsync(await AddressOfAsync("alert", digest), 1_440);
        var text = shown.Page.GetByLabel("Strategy as JSON");
        await Assertions.Expect(shown.Page.GetByText("What pubmed would be asked")).ToBeVisibleAsync();

        await text.FillAsync("""{ "drug": ["natalizumab"], "reaction": ["pso*"] }""");
        await Assertions.Expect(shown.Page.GetByText("reaction[0]:")).ToBeVisibleAsync();
        await Assertions.Expect(shown.Page.GetByText("What pubmed would be asked")).ToBeHiddenAsync();

        await text.FillAsync("""{ "drug": ["natalizumab"], "reaction": ["eczema"], "reason": "eczema only" }""");
        await shown.Page.GetByRole(AriaRole.Button, new() { Name = "Try on what is stored" }).ClickAsync();
        await Assertions.Expect(shown.Page.GetByText("that would be lost")).ToBeVisibleAsync();
        await shown.Page.GetByRole(AriaRole.Button, new() { Name = "Save as a new version" }).ClickAsync();
        await Assertions.Expect(shown.Page.GetByText("+ reaction: eczema")).ToBeVisibleAsync();
        await Assertions.Expect(shown.Page.GetByText("− reaction: psoriasis")).ToBeVisibleAsync();
        Assert.Empty(shown.Misdeeds);
    }

    [SkippableFact]
    public async Task Of_what_was_found_somebody_exports_two_and_leaves_out_what_is_known()
    {
        await MailedAsync("safety@example.org");
        await using var shown = await chromium.BrowseAsync(new Uri($"{Host.Addresses.Single()}/#/search?drug=natalizumab&reaction=psoriasis"), 1_440);
        await Assertions.Expect(shown.Page.GetByText("pubmed complete")).ToBeVisibleAsync();
        await Assertions.Expect(shown.Page.GetByText("crossref complete")).ToBeVisibleAsync();
        await Assertions.Expect(shown.Page.GetByText("Known to").First).ToBeVisibleAsync();
        var rows = shown.Page.Locator("ol.articles > li");
        var found = await rows.CountAsync();

        await shown.Page.GetByLabel($"Choose {Title}").CheckAsync();
        await rows.Nth(0).GetByRole(AriaRole.Checkbox).CheckAsync();
        var download = await shown.Page.RunAndWaitForDownloadAsync(() => shown.Page.GetByRole(AriaRole.Button, new() { Name = "Export RIS" }).ClickAsync());
        using var reader = new StreamReader(await download.CreateReadStreamAsync(), Encoding.UTF8);
        Assert.Equal(2, (await reader.ReadToEndAsync()).Split("TY  - JOUR").Length - 1);

        await shown.Page.GetByLabel("not yet known").CheckAsync();
        await Assertions.Expect(shown.Page.GetByLabel($"Choose {Title}")).ToHaveCountAsync(0);
        Assert.InRange(await rows.CountAsync(), 0, found - 1);
        Assert.Empty(shown.Misdeeds);
    }

    [SkippableTheory]
    [InlineData(390)]
    [InlineData(1_440)]
    public async Task Every_view_can_be_read_by_everybody_on_every_screen(int width)
    {
        var digest = await MailedAsync("safety@example.org", "second@example.org");
        foreach (var view in Views)
        {
            await using var shown = await chromium.BrowseAsync(await AddressOfAsync(view, digest), width);
            await Assertions.Expect(shown.Page.Locator("h1")).ToBeVisibleAsync();
            await shown.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await shown.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                await Screenshots.TakeAsync(shown, $"page-{view}-{width:0000}-{scheme}");
                await Axe.FindsNothingAsync(shown);
            }

            Assert.Empty(shown.Misdeeds);
            Assert.Equal(0, await shown.Page.Locator("[role=alert]").CountAsync());
            Assert.True(await shown.AskAsync<int>("document.documentElement.scrollWidth") <= width, $"The view {view} scrolls sideways.");
        }
    }

    private async Task<Uri> AddressOfAsync(string view, string digest)
    {
        var (alert, subscription) = ((string)Items(await GetAsync("alerts")).Single()["id"]!, (string)Items(await GetAsync("subscriptions")).Single()["id"]!);
        var path = view switch
        {
            "search" => "search?drug=natalizumab&reaction=psoriasis",
            "alert" => $"alerts/{alert}",
            "preview" => $"subscriptions/{subscription}",
            "digest" => $"digests/{digest}",
            "article" => $"articles/{Items(await GetAsync($"hits?alert={alert}")).First()["article"]!["id"]}",
            _ => view,
        };
        return new Uri($"{Host.Addresses.Single()}/#/{path}");
    }
}
