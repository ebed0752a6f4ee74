using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace LitWatch.Articles;

/// <summary>A PubMed Central identifier, <c>PMC</c> and digits; a version suffix (<c>PMC3706072.1</c>) is dropped.</summary>
[JsonConverter(typeof(IdentifierConverter<Pmcid>))]
internal readonly record struct Pmcid : IIdentifier<Pmcid>
{
    private readonly string? value;

    private Pmcid(string value) => this.value = value;

    public static bool TryParse([NotNullWhen(true)] string? text, out Pmcid pmcid)
    {
        var id = text?.Trim() ?? "";
        id = id.StartsWith("PMC", StringComparison.OrdinalIgnoreCase) ? id[3..] : id;
        var digits = id.Split('.')[0];
        var valid = digits.Length is > 0 and < 10 && digits.All(char.IsAsciiDigit);
        pmcid = valid ? new Pmcid("PMC" + digits) : default;
        return valid;
    }

    public override string ToString() => value ?? "";
}
