using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LitWatch.Web;

/// <summary>One page of a list.</summary>
/// <param name="ContinuationToken">Given back as <c>continuationToken</c> it brings the next page; null on the last.</param>
internal sealed record ListPage<T>(IReadOnlyList<T> Items, string? ContinuationToken);

internal static class ListPages
{
    public const int DefaultSize = 100;
    public const int MaxSize = 1000;

    /// <summary>
    /// The page that <paramref name="request"/> asks for (<c>continuationToken</c>, <c>pageSize</c>). The token holds the key of the last item sent and the
    /// next page begins behind it, so items added or removed meanwhile, that one too, neither repeat nor hide others.
    /// </summary>
    /// <param name="items">In ordinal order of their keys.</param>
    public static async Task<ListPage<T>> PageAsync<T>(this IAsyncEnumerable<T> items, HttpRequest request, Func<T, string> key, CancellationToken cancellationToken)
    {
        var size = request.Query["pageSize"].ToString() is not { Length: > 0 } given ? DefaultSize
            : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MaxSize ? number
            : throw new RequestException("pageSize", $"pageSize must be 1 to {MaxSize}.");
        var after = After(request);
        var page = new List<T>();
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            if (after is not null && string.CompareOrdinal(key(item), after) <= 0)
            {
                continue;
            }

            if (page.Count == size)
            {
                return new ListPage<T>(page, WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(key(page[^1]))));
            }

            page.Add(item);
        }

        return new ListPage<T>(page, null);
    }

    /// <summary>The key of the last item of the page before; null for the first page.</summary>
    public static string? After(HttpRequest request)
    {
        var token = request.Query["continuationToken"].ToString();
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            throw new RequestException("continuationToken", "continuationToken must be one that a page of this list gave.");
        }
    }
}
