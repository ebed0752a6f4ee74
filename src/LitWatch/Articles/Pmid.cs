using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace LitWatch.Articles;

/// <summary>A PubMed identifier: one to nine digits, no leading zero.</summary>
[JsonConverter(typeof(IdentifierConverter<Pmid>))]
internal readonly record struct Pmid : IIdentifier<Pmid>
{
    private readonly string? value;

    private Pmid(string value) => this.value = value;

    public static bool TryParse([NotNullWhen(true)] string? text, out Pmid pmid)
    {
        var digits = text?.Trim().TrimStart('0');
        var valid = digits is { Length: > 0 and < 10 } && digits.All(char.IsAsciiDigit);
        pmid = valid ? new Pmid(digits!) : default;
        return valid;
    }

    public static Pmid Parse(string text) =>
        TryParse(text, out var pmid) ? pmid : throw new FormatException($"'{text}' is not a PMID: one to nine digits are expected.");

    public override string ToString() => value ?? "";
}
