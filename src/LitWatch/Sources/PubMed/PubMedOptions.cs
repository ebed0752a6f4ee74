using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace LitWatch.Sources.PubMed;

/// <summary>How E-utilities are reached. Policy: https://www.ncbi.nlm.nih.gov/books/NBK25497/</summary>
internal sealed class PubMedOptions : IValidatableObject
{
    public const string SectionName = "PubMed";

    private const string LiveHost = "ncbi.nlm.nih.gov";

    /// <summary>Taken as given; with or without a slash at its end.</summary>
    public string BaseUrl { get; set; } = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/";

    /// <summary>Raises the allowed rate from 3 to 10 requests a second. One key an account.</summary>
    public string? ApiKey { get; set; }

    public string Tool { get; set; } = "litwatch";

    /// <summary>Whom NCBI writes to before it blocks; to be registered there together with <see cref="Tool"/>.</summary>
    public string? Email { get; set; }

    public Uri Base => new(BaseUrl.TrimEnd('/') + "/");

    public double RequestsPerSecond => string.IsNullOrEmpty(ApiKey) ? 3 : 10;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsWebAddress(BaseUrl))
        {
            yield return new ValidationResult($"PubMed:BaseUrl must be an absolute http(s) address; '{BaseUrl}' is not.");
        }
        else if (string.IsNullOrWhiteSpace(Email) && Base.Host.EndsWith(LiveHost, StringComparison.OrdinalIgnoreCase))
        {
            yield return new ValidationResult("PubMed:Email is required to search the real PubMed: NCBI asks every client for an address to write to.");
        }

        if (!string.IsNullOrWhiteSpace(Email) && !new EmailAddressAttribute().IsValid(Email))
        {
            yield return new ValidationResult("PubMed:Email must be a mail address.");
        }

        if (string.IsNullOrWhiteSpace(Tool) || Tool.Contains(' ', StringComparison.Ordinal))
        {
            yield return new ValidationResult("PubMed:Tool must be a name without spaces.");
        }
    }

    internal static bool IsWebAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}

[OptionsValidator]
internal sealed partial class PubMedOptionsValidator : IValidateOptions<PubMedOptions>;
