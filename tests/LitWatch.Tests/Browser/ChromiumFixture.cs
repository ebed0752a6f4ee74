using Microsoft.Playwright;

namespace LitWatch.Tests.Browser;

/// <summary>One real Chromium for all tests of the collection.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (ChromiumProgram.Find() is not { } program)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(ChromiumProgram.Options(program));
    }

    public async Task DisposeAsync()
    {
        await (browser?.CloseAsync() ?? Task.CompletedTask);
        playwright?.Dispose();
    }

    /// <summary>Shows <paramref name="html"/> as a page of its own, cut off from any network.</summary>
    internal Task<ShownPage> ShowAsync(string html, int width = 390, ColorScheme scheme = ColorScheme.Light)
    {
        Skip.If(browser is null, "No Chromium: install it (apt-get install chromium), or set LITWATCH_CHROMIUM to its path.");
        return ShownPage.OpenAsync(browser!, new Uri("https://mail.example/digest.html"), html, width, scheme);
    }

    /// <summary>Opens the page of a host, which may ask that host and nobody else.</summary>
    internal Task<ShownPage> BrowseAsync(Uri address, int width = 1_440, ColorScheme scheme = ColorScheme.Light)
    {
        Skip.If(browser is null, "No Chromium: install it (apt-get install chromium), or set LITWATCH_CHROMIUM to its path.");
        return ShownPage.OpenAsync(browser!, address, html: null, width, scheme);
    }
}

[CollectionDefinition(nameof(Chromium))]
public sealed class Chromium : ICollectionFixture<ChromiumFixture>;
