using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LitWatch.Web;

/// <summary>Finds out who calls: the bearer of an API key, whom the platform has logged in, or the person at this machine, where the host serves loopback only.</summary>
internal sealed class CallerRecognition(IOptions<WebOptions> options, ApiKeyStore keys)
{
    private const string Scheme = "Bearer ";

    /// <summary>Fills <paramref name="caller"/>; false when nobody known calls.</summary>
    public async Task<bool> RecognizeAsync(HttpRequest request, Caller caller, CancellationToken cancellationToken)
    {
        string? authorization = request.Headers.Authorization;
        if (authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true)
        {
            if (await keys.FindAsync(authorization[Scheme.Length..].Trim(), cancellationToken) is not { } key)
            {
                return false;
            }

            caller.Become(key.Team, key.Name, key.Role);
            return true;
        }

        // A browser sends the platform's cookie along whichever page asks.
        if (options.Value.TrustPrincipal && !IsForeignPage(request) && PlatformPrincipal.Read(request.Headers[PlatformPrincipal.Header]) is { } principal)
        {
            caller.Become(principal.Team, principal.Name, principal.Role);
            return true;
        }

        if (options.Value.TrustLoopback && !IsForeignPage(request) && request.HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && IsLoopbackHost(request.Host))
        {
            caller.Become("default", "local", Access.Admin);
            return true;
        }

        return false;
    }

    // A page elsewhere may send requests from this machine's browser: browsers say so, in one header or the other.
    private bool IsForeignPage(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")
        || (request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && (string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase) || string.Equals(page.Authority, options.Value.PublicUrl.Authority, StringComparison.OrdinalIgnoreCase))));

    // A page elsewhere whose name was rebound to 127.0.0.1 reaches this port too, but it says its own name.
    private static bool IsLoopbackHost(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
