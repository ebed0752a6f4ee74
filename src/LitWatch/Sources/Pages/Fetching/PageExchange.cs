using System.Net;
using LitWatch.Articles;

namespace LitWatch.Sources.Pages.Fetching;

/// <summary>One answer of the web.</summary>
/// <param name="Next">Where a redirect leads; null when it is none.</param>
internal sealed record PageResponse(Uri Address, HttpStatusCode Status, string? ContentType, Uri? Next, ReadOnlyMemory<byte> Body);

/// <summary>
/// Sends one request to wherever the address says, if <see cref="IReachable"/> lets it: no redirects, cookies, proxies or credentials, one request a second,
/// a body of limited size and only of the types asked for.
/// </summary>
internal sealed class PageExchange(IHttpClientFactory clients, IReachable reachable, IRequestGate gate)
{
    /// <summary>Of the HTTP client.</summary>
    public const string Client = "pages";

    private const double RequestsPerSecond = 1;
    private const int CopyBuffer = 81920;

    /// <exception cref="SourceException">The address is not to be asked.</exception>
    public void Check(Uri address)
    {
        if (reachable.Refusal(address) is { } why)
        {
            throw new SourceException(SourceNames.Page, $"{address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)} is not asked: {why}.", retryable: false);
        }
    }

    /// <param name="types">Media types whose body is read; a body of another type is left unread.</param>
    /// <exception cref="SourceException">The address is not to be asked, cannot be reached, or answers more than <paramref name="largest"/> bytes.</exception>
    public async Task<PageResponse> GetAsync(Uri address, IReadOnlyList<string> types, int largest, CancellationToken cancellationToken)
    {
        Check(address);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Accept", string.Join(", ", types));
            using var client = clients.CreateClient(Client);
            await using var slot = await gate.EnterAsync(SourceNames.Page, RequestsPerSecond, cancellationToken);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var type = response.Content.Headers.ContentType?.MediaType;
            var body = types.Contains(type, StringComparer.OrdinalIgnoreCase) ? await ReadAsync(response.Content, largest, cancellationToken) : ReadOnlyMemory<byte>.Empty;
            return new PageResponse(address, response.StatusCode, type, Next(address, response), body);
        }
        catch (HttpRequestException e)
        {
            throw e.InnerException as SourceException ?? new SourceException(SourceNames.Page, $"{address.Host} cannot be reached: {e.Message}", innerException: e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new SourceException(SourceNames.Page, $"{address.Host}'s answer broke off: {e.Message}", innerException: e);
        }
    }

    private static Uri? Next(Uri address, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
        {
            return null;
        }

        // As sent, because the parsed header is null for what is no address.
        var location = response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : "";
        return Uri.TryCreate(address, location, out var next) ? next : throw new SourceException(SourceNames.Page, $"{address.Host} redirects to what is no address.", retryable: false);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int largest, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[CopyBuffer];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > largest)
            {
                throw new SourceException(SourceNames.Page, $"The page is larger than {largest / 1024} KB.", retryable: false);
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
