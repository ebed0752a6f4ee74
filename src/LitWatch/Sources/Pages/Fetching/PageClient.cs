using LitWatch.Articles;

namespace LitWatch.Sources.Pages.Fetching;

/// <summary>A web page and where it stands in the end.</summary>
internal sealed record FetchedPage(Uri Address, SourceAnswer Answer);

/// <summary>
/// Fetches one page from wherever its address leads. Every hop is checked anew, by its address, by the address that is connected to and by the site's
/// <c>robots.txt</c>; size, time and redirects are limited; only HTML is read.
/// </summary>
internal sealed class PageClient(PageExchange exchange, RobotsCache robots, TimeProvider time)
{
    public const int LargestPage = 8 * 1024 * 1024;
    public const int MostRedirects = 8;

    private static readonly string[] Types = ["text/html", "application/xhtml+xml"];

    /// <summary>For the page with all its redirects and rules.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    /// <summary>The page; answers with HTML, of whatever status, are kept as received.</summary>
    /// <exception cref="SourceException">There is no page to be had; says why, and whether later is worth a try.</exception>
    /// <exception cref="GateBusyException">From the gate, as it is.</exception>
    public async Task<FetchedPage> FetchAsync(Uri address, SearchTranscript transcript, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FollowAsync(address, transcript, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(SourceNames.Page, $"{address.Host} gave no page within {Limit.TotalSeconds:0} s.", innerException: e);
        }
    }

    private async Task<FetchedPage> FollowAsync(Uri address, SearchTranscript transcript, CancellationToken cancellationToken)
    {
        var at = address;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            exchange.Check(at);
            if (!await robots.AllowAsync(at, cancellationToken))
            {
                throw new SourceException(SourceNames.Page, $"{at.Host} does not want programs to read this page (robots.txt).", retryable: false);
            }

            var asked = new SourceRequest("GET", at.AbsoluteUri);
            transcript.Asked(asked);
            var response = await exchange.GetAsync(at, Types, LargestPage, cancellationToken);
            if (response.Next is { } next)
            {
                at = next;
                continue;
            }

            var answer = new SourceAnswer("page", asked, (int)response.Status, response.ContentType, response.Body, time.GetUtcNow());
            await transcript.KeepAsync(answer, cancellationToken);
            return Fault(answer, at) is { } fault ? throw fault : new FetchedPage(at, answer);
        }

        throw new SourceException(SourceNames.Page, $"{address.Host} redirects more than {MostRedirects} times.", retryable: false);
    }

    private static SourceException? Fault(SourceAnswer answer, Uri address) =>
        answer.Status != 200 ? new SourceException(SourceNames.Page, $"{address.Host} answered HTTP {answer.Status}.", retryable: answer.Status is 408 or 429 or >= 500)
        : !Types.Contains(answer.ContentType, StringComparer.OrdinalIgnoreCase) ? new SourceException(SourceNames.Page, $"{address.Host} answered with {answer.ContentType ?? "something unnamed"} and not with a page.", retryable: false)
        : null;
}
