using System.Text.Encodings.Web;
using System.Text.Unicode;
using LitWatch.Strategies.Matching;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LitWatch.Digests.Mail;

/// <summary>The HTML body: Razor components, rendered without a web server, encoded by default.</summary>
internal static class DigestHtml
{
    // Letters of all scripts stay themselves: as entities, a Chinese title is twice as long.
    private static readonly ServiceProvider Services = new ServiceCollection()
        .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
        .BuildServiceProvider();

    public static async Task<string> RenderAsync(DigestManifest manifest, DigestLinks links, CancellationToken cancellationToken)
    {
        await using var renderer = new HtmlRenderer(Services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(() => new FitDigest(
            manifest,
            links,
            view => Render(DigestPage.Of(view)),
            article => Render(ArticleCard.Of(article)),
            article => Render(ArticleLine.Of(article))).Fit());

        // Nothing here waits for anything, so the first rendering is the whole one.
        string Render(RenderFragment fragment)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return renderer.BeginRenderingComponent<Rendered>(ParameterView.FromDictionary(
                new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(Rendered.Content)] = fragment })).ToHtmlString();
        }
    }
}
