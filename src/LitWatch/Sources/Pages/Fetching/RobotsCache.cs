using System.Collections.Concurrent;
using System.Text;
using LitWatch.Articles;

namespace LitWatch.Sources.Pages.Fetching;

/// <summary>The rules of the sites asked lately. A site without the file (4xx) has none; one whose file cannot be had is not read until it can (RFC 9309, 2.3.1).</summary>
internal sealed class RobotsCache(PageExchange exchange, TimeProvider time)
{
    private const int Largest = 512 * 1024;
    private const int MostRedirects = 5;
    private const int MostSites = 1_000;

    private static readonly string[] Types = ["text/plain", "text/html"];
    private static readonly TimeSpan Trust = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, (RobotsRules Rules, DateTimeOffset Until)> sites = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="SourceException">The site's rules cannot be had.</exception>
    public async Task<bool> AllowAsync(Uri address, CancellationToken cancellationToken)
    {
        var site = address.GetLeftPart(UriPartial.Authority);
        if (!sites.TryGetValue(site, out var known) || known.Until <= time.GetUtcNow())
        {
            if (sites.Count >= MostSites)
            {
                sites.Clear();
            }

            known = (await FetchAsync(new Uri(address, "/robots.txt"), cancellationToken), time.GetUtcNow() + Trust);
            sites[site] = known;
        }

        return known.Rules.Allow(address);
    }

    private async Task<RobotsRules> FetchAsync(Uri file, CancellationToken cancellationToken)
    {
        var at = file;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var answer = await exchange.GetAsync(at, Types, Largest, cancellationToken);
            if (answer.Next is null)
            {
                return (int)answer.Status switch
                {
                    >= 200 and < 300 => answer.ContentType == "text/plain" ? RobotsRules.Parse(Encoding.UTF8.GetString(answer.Body.Span)) : RobotsRules.AllowAll,
                    >= 400 and < 500 and not 429 => RobotsRules.AllowAll,
                    var status => throw new SourceException(SourceNames.Page, $"{file.Host} cannot say what programs may read: its robots.txt answered HTTP {status}."),
                };
            }

            at = answer.Next;
        }

        return RobotsRules.AllowAll;
    }
}
