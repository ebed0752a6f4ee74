using System.Net;
using System.Text.RegularExpressions;
using MimeKit;

namespace LitWatch.Tests.Pipelines;

/// <summary>One mail of a pickup folder as a person reads it: tags and line breaks away.</summary>
internal sealed partial record Mail(string File, MimeMessage Message)
{
    public string To => Message.To.Mailboxes.Single().Address;

    public string Subject => Message.Subject ?? "";

    public string Text => Flat(Message.TextBody ?? "");

    public string Html => Flat(WebUtility.HtmlDecode(Tags().Replace(Styles().Replace(Message.HtmlBody ?? "", " "), "")));

    public IReadOnlyList<string> Bodies => [Text, Html];

    public string UnsubscribeToken => Message.Headers[HeaderId.ListUnsubscribe]!.Split("token=", 2)[1].TrimEnd('>');

    /// <summary>Where the page shows this digest: <c>#/digests/…</c>.</summary>
    public string PageOfDigest => Page().Match(Message.HtmlBody ?? "").Value;

    /// <summary>Mails in the order in which they were composed.</summary>
    public static IReadOnlyList<Mail> In(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.eml").Select(file => new Mail(file, MimeMessage.Load(file))).OrderBy(mail => mail.Message.Date).ThenBy(mail => mail.To, StringComparer.Ordinal)]
        : [];

    public static int Count(string body, string words) => Regex.Count(body, Regex.Escape(words), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    private static string Flat(string text) => Spaces().Replace(text, " ");

    [GeneratedRegex("#/digests/[^\"]+", RegexOptions.None, 5000)]
    private static partial Regex Page();

    [GeneratedRegex("<head.*?</head>", RegexOptions.Singleline | RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Styles();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 5000)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+", RegexOptions.None, 5000)]
    private static partial Regex Spaces();
}
