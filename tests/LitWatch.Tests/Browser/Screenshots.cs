using Microsoft.Playwright;

namespace LitWatch.Tests.Browser;

/// <summary>Pictures for people to judge: written only when the environment variable LITWATCH_SCREENSHOTS names a folder.</summary>
internal static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("LITWATCH_SCREENSHOTS");

    /// <summary>The first screen, and the whole page unless it is very long.</summary>
    public static async Task TakeAsync(ShownPage shown, string name)
    {
        if (string.IsNullOrEmpty(Folder))
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        await shown.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}-first.png") });
        await shown.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}-whole.png"), FullPage = true });
    }
}
