using System.Text.RegularExpressions;

namespace LitWatch.Sources;

/// <summary>ORCID iDs come bare, without hyphens and as addresses, with http and https; articles carry one form.</summary>
internal static partial class Orcid
{
    /// <summary><c>0000-0002-1825-0097</c>, or null when <paramref name="text"/> does not end in sixteen digits (the last may be X).</summary>
    public static string? Normalize(string? text)
    {
        var match = Digits().Match(text?.Trim() ?? "");
        return match.Success
            ? string.Join('-', match.Groups.Values.Skip(1).Select(group => group.Value.ToUpperInvariant()))
            : null;
    }

    [GeneratedRegex(@"(?:^|\D)(?<a>\d{4})-?(?<b>\d{4})-?(?<c>\d{4})-?(?<d>\d{3}[\dXx])/?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();
}
