using Microsoft.AspNetCore.Components;

namespace LitWatch.Digests.Mail;

/// <summary>
/// Dark mode where mail programs honour a style sheet (Apple Mail, Thunderbird, iOS): each colour of <see cref="MailStyle"/> gives way to its dark partner, found by the inline style
/// itself, so that the body needs no classes. Programs that drop style sheets (Gmail, Outlook) darken the inline colours by themselves.
/// </summary>
internal static class MailDark
{
    /// <summary>A colour of <see cref="MailStyle"/>, where it stands, and its partner.</summary>
    internal static readonly IReadOnlyList<(string Property, string Light, string Dark)> Partners =
    [
        ("background-color", "#eef1f4", "#0f171d"),
        ("background-color", "#fdfefe", "#17212a"),
        ("background-color", "#f4f6f8", "#1d2933"),
        ("background-color", "#fbe9e7", "#3b1d1b"),
        ("background-color", "#e4e9ed", "#33434e"),
        ("background-color", "#ffedb3", "#5a4810"),
        ("color", "#1d2a33", "#e3e9ed"),
        ("color", "#14303b", "#f2f6f8"),
        ("color", "#4c5b66", "#a9b7c1"),
        ("color", "#33434e", "#e3e9ed"),
        ("color", "#0b5a78", "#84cbe6"),
        ("color", "#0b4f6c", "#9ad5ec"),
        ("color", "#1b6238", "#82d8a4"),
        ("color", "#7a4a00", "#f2c374"),
        ("color", "#a3211a", "#ffa399"),
        ("color", "#7a1712", "#ffd0cb"),
        ("border", "#d5dce2", "#33434e"),
        ("border-top", "#d5dce2", "#33434e"),
        ("border-left", "#d5dce2", "#33434e"),
        ("border-top", "#e1e6ea", "#2a3843"),
    ];

    public static MarkupString Style { get; } = new($"<style>@media (prefers-color-scheme: dark) {{{string.Concat(Partners.Select(Rule))}}}</style>");

    // A colour of text follows ";" or begins the style: "color:" alone would find "background-color:", too.
    private static string Rule((string Property, string Light, string Dark) partner) => partner.Property switch
    {
        "color" => $"[style^=\"color:{partner.Light}\"],[style*=\";color:{partner.Light}\"]{{color:{partner.Dark}!important}}",
        "background-color" => $"[style*=\"background-color:{partner.Light}\"]{{background-color:{partner.Dark}!important}}",
        var border => $"[style*=\"{border}:\"][style*=\"solid {partner.Light}\"]{{{border}-color:{partner.Dark}!important}}",
    };
}
