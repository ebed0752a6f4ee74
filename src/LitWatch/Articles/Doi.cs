using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace LitWatch.Articles;

/// <summary>
/// A DOI in lower case without resolver. DOIs are case-insensitive (ISO 26324) and sources differ in casing;
/// the syntax checked is <c>10.</c>, a registrant of digits (with sub-divisions), <c>/</c> and a suffix without white space.
/// </summary>
[JsonConverter(typeof(IdentifierConverter<Doi>))]
internal readonly partial record struct Doi : IIdentifier<Doi>
{
    private readonly string? value;

    private Doi(string value) => this.value = value;

    /// <summary>Takes the bare DOI, <c>doi:10…</c> and resolver addresses (percent-encoded or not).</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Doi doi)
    {
        var bare = text?.Trim() ?? "";
        if (!bare.StartsWith("10.", StringComparison.Ordinal))
        {
            bare = Prefix().Replace(bare, "", 1);
        }

        if (bare.Contains('%', StringComparison.Ordinal) && bare != text)
        {
            bare = Uri.UnescapeDataString(bare);
        }

        bare = bare.TrimEnd('.', ',', ';').ToLowerInvariant();
        var valid = Syntax().IsMatch(bare);
        doi = valid ? new Doi(bare) : default;
        return valid;
    }

    public static Doi Parse(string text) =>
        TryParse(text, out var doi) ? doi : throw new FormatException($"'{text}' is not a DOI: it should look like 10.5826/dpc.1202a88.");

    /// <summary>The resolver's address, safe in a link: every reserved character of the suffix is escaped, slashes stay.</summary>
    public Uri ToUri() => new("https://doi.org/" + string.Join('/', ToString().Split('/').Select(Uri.EscapeDataString)));

    public override string ToString() => value ?? "";

    [GeneratedRegex(@"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*|doi\.org/)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^10\.\d{4,9}(?:\.\d+)*/[^\s\p{C}]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Syntax();
}
