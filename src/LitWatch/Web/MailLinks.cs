using System.Text.Encodings.Web;
using LitWatch.Digests;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary>Pages behind the links in mails: a question with a button, then what came of it.</summary>
internal sealed class MailLinks(MailTokens tokens, TimeProvider clock)
{
    public static Operation Describe(string summary) => new(summary) { Query = [new("token", "The token of the link in the mail") { IsRequired = true }], Media = ["text/html"], Problems = [404, 410] };

    public Task<IResult> AskAsync(HttpRequest request, MailAction action, string question, string button) => Task.FromResult(
        Read(request, action, out _) ?? Page($"""<p>{question}</p><form method="post" action="?token={UrlEncoder.Default.Encode(request.Query["token"].ToString())}"><button>{button}</button></form>"""));

    public async Task<IResult> ActAsync(HttpRequest request, MailAction action, Func<MailToken, Task<string>> act) =>
        Read(request, action, out var token) ?? Page($"<p>{await act(token!)}</p>");

    // Null when the link holds.
    private IResult? Read(HttpRequest request, MailAction action, out MailToken? token)
    {
        token = tokens.Read(action, request.Query["token"]);
        return token is null ? Problems.Of(StatusCodes.Status404NotFound, "Not found.", "This link is not valid. Take it from a mail as it was sent.")
            : token.Expires <= clock.GetUtcNow() ? Problems.Of(StatusCodes.Status410Gone, "Expired.", "This link is too old. Take it from a newer mail, or ask whoever keeps the subscription.")
            : null;
    }

    private static IResult Page(string body) => Results.Content(
        $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>LitWatch</title><body><h1>LitWatch</h1>{body}</body></html>", "text/html; charset=utf-8");
}
