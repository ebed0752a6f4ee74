using Microsoft.Playwright;

namespace LitWatch.Tests.Browser;

/// <summary>A page in a browser context of its own that lets no request out and notes all that a mail must not do.</summary>
internal sealed class ShownPage : IAsyncDisposable
{
    private readonly IBrowserContext context;

    private ShownPage(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Requests that the page tried to make, dialogs that it opened, errors of its scripts: what a mail's page should have none of.</summary>
    public List<string> Misdeeds { get; } = [];

    /// <param name="html">What the address shows; null for what its server answers.</param>
    public static async Task<ShownPage> OpenAsync(IBrowser browser, Uri address, string? html, int width, ColorScheme scheme)
    {
        var ownContext = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 800 },
            DeviceScaleFactor = 1,
            IsMobile = width < 600,
        });
        var shown = new ShownPage(ownContext, await ownContext.NewPageAsync());
        await ownContext.RouteAsync("**/*", shown.AnswerAsync(address, html));
        shown.Page.Dialog += async (_, dialog) =>
        {
            shown.Misdeeds.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        shown.Page.PageError += (_, error) => shown.Misdeeds.Add($"script: {error}");
        shown.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                shown.Misdeeds.Add($"console: {message.Text}");
            }
        };
        await shown.Page.GotoAsync(address.AbsoluteUri);
        return shown;
    }

    /// <summary>Asks the page by a JavaScript expression.</summary>
    public Task<T> AskAsync<T>(string expression) => Page.EvaluateAsync<T>(expression);

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private Func<IRoute, Task> AnswerAsync(Uri address, string? html) => async route =>
    {
        if (html is null && new Uri(route.Request.Url).Authority == address.Authority)
        {
            await route.ContinueAsync();
            return;
        }

        if (html is not null && route.Request.Url == address.AbsoluteUri)
        {
            await route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html; charset=utf-8", Body = html });
            return;
        }

        Misdeeds.Add($"request: {route.Request.Url}");
        await route.AbortAsync();
    };
}
