using Microsoft.Playwright;

namespace LitWatch.Tests.Browser;

/// <summary>
/// The machine's own Chromium (<c>LITWATCH_CHROMIUM</c>, or <c>chromium</c> and its like in PATH), since a browser that a test downloads is neither patched nor available offline.
/// </summary>
internal static class ChromiumProgram
{
    public static string? Find()
    {
        string?[] named = [Environment.GetEnvironmentVariable("LITWATCH_CHROMIUM")];
        var inPath = from name in new[] { "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome" }
                     from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                     select Path.Combine(folder, name);
        return named.OfType<string>().Where(path => path.Length > 0).Concat(inPath).FirstOrDefault(File.Exists);
    }

    public static BrowserTypeLaunchOptions Options(string program) => new()
    {
        ExecutablePath = program,
        // Chromium's sandbox refuses to run as root, as containers do; small containers have a small /dev/shm.
        Args = Environment.UserName is "root" ? ["--no-sandbox", "--disable-dev-shm-usage"] : ["--disable-dev-shm-usage"],
    };
}
