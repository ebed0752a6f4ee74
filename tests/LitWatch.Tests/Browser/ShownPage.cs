using Microsoft.Playwright;

namespace LitWatch.Tests.Browser;

/// <summary>A page in a browser context of its own that lets no request out and notes all that a mail must not do.</summary>
internal sealed class ShownPage : IAsyncDisposable
{
    private const string Address = "https://mail.example/digest.html";

    private readonly IBrowserContext context;

    private ShownPage(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Requests that the page tried to make, dialogs that it opened, errors of its scripts: what a mail's page should have none of.</summary>
    public List<string> Misdeeds { get; } = [];

    public static async Task<ShownPage> OpenAsync(IBrowser browser, string html, int width, ColorScheme scheme)
    {
        var ownContext = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 800 },
            DeviceScaleFactor = 1,
            IsMobile = width < 600,
        });
        var shown = new ShownPage(ownContext, await ownContext.NewPageAsync());
        await ownContext.RouteAsync("**/*", shown.AnswerAsync(html));
        shown.Page.Dialog += async (_, dialog) =>
        {
            shown.Misdeeds.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        shown.Page.PageError += (_, error) => shown.Misdeeds.Add($"script: {error}");
        await shown.Page.GotoAsync(Address);
        return shown;
    }

    /// <summary>Asks the page by a JavaScript expression.</summary>
    public Task<T> AskAsync<T>(string expression) => Page.EvaluateAsync<T>(expression);

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private Func<IRoute, Task> AnswerAsync(string html) => async route =>
    {
        if (route.Request.Url == Address)
        {
            await route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html; charset=utf-8", Body = html });
            return;
        }

        Misdeeds.Add($"request: {route.Request.Url}");
        await route.AbortAsync();
    };
}
