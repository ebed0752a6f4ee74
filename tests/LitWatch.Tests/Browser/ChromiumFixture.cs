using Microsoft.Playwright;

namespace LitWatch.Tests.Browser;

/// <summary>
/// One real Chromium for all tests of the collection: the machine's own (<c>LITWATCH_CHROMIUM</c>, or <c>chromium</c> and its like in PATH), since a browser that a test downloads is
/// neither patched nor available offline.
/// </summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (Executable() is not { } executable)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            // Chromium's sandbox refuses to run as root, as containers do; small containers have a small /dev/shm.
            Args = Environment.UserName is "root" ? ["--no-sandbox", "--disable-dev-shm-usage"] : ["--disable-dev-shm-usage"],
        });
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

    private static string? Executable()
    {
        string?[] named = [Environment.GetEnvironmentVariable("LITWATCH_CHROMIUM")];
        var inPath = from name in new[] { "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome" }
                     from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                     select Path.Combine(folder, name);
        return named.OfType<string>().Where(path => path.Length > 0).Concat(inPath).FirstOrDefault(File.Exists);
    }
}

[CollectionDefinition(nameof(Chromium))]
public sealed class Chromium : ICollectionFixture<ChromiumFixture>;
