using System.Globalization;
using System.Text;
using LitWatch.Alerts;
using LitWatch.Digests;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace LitWatch.Web;

/// <summary>
/// Signed tokens (HMAC-SHA-256) of feed addresses, since feed readers cannot log in. A token names the team and holds for one address of one alert: the next address,
/// or none, ends it.
/// </summary>
internal sealed class FeedTokens(IOptions<SecurityOptions> options)
{
    private const string Purpose = "feed";

    /// <summary>The token of the alert's present address; null while it has none.</summary>
    public string? Of(Alert alert) => alert.Feed is { IsOpen: true } feed
        ? $"{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(alert.Team))}.{WebEncoders.Base64UrlEncode(options.Value.Sign(Purpose, ContentOf(alert, feed)))}"
        : null;

    /// <summary>The team that a token names, whoever made it; null when it is no token.</summary>
    public static string? TeamOf(string? token)
    {
        try
        {
            return token?.Split('.') is [var team, _] ? Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(team)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public bool Holds(Alert alert, string token)
    {
        try
        {
            return alert.Feed is { IsOpen: true } feed && TeamOf(token) == alert.Team && options.Value.Holds(Purpose, ContentOf(alert, feed), WebEncoders.Base64UrlDecode(token.Split('.')[1]));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] ContentOf(Alert alert, AlertFeed feed) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{alert.Team}\n{alert.Id}\n{feed.Number}"));
}
