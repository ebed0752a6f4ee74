using System.ComponentModel.DataAnnotations;
using LitWatch.Sources.PubMed;
using Microsoft.Extensions.Options;

namespace LitWatch.Sources.Crossref;

/// <summary>How the REST API is reached. Rates: announcement of November 2025 (doi 10.64000/wadve-3tj60), lists of works.</summary>
internal sealed class CrossrefOptions : IValidatableObject
{
    public const string SectionName = "Crossref";

    /// <summary>Taken as given; with or without a slash at its end. Without <c>works</c>.</summary>
    public string BaseUrl { get; set; } = "https://api.crossref.org/";

    /// <summary>Opens the polite pool. Default: PubMed:Email.</summary>
    public string? Mailto { get; set; }

    /// <summary>For subscribers of Metadata Plus; sent as a header.</summary>
    public string? PlusToken { get; set; }

    public Uri Base => new(BaseUrl.TrimEnd('/') + "/");

    /// <summary>Polite 3, public 1.</summary>
    public double RequestsPerSecond => string.IsNullOrEmpty(Mailto) && string.IsNullOrEmpty(PlusToken) ? 1 : 3;

    /// <summary>Polite 3, public 1, as announced; of Plus nothing is said.</summary>
    public int? RequestsAtOnce => !string.IsNullOrEmpty(PlusToken) ? null : string.IsNullOrEmpty(Mailto) ? 1 : 3;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!PubMedOptions.IsWebAddress(BaseUrl))
        {
            yield return new ValidationResult($"Crossref:BaseUrl must be an absolute http(s) address; '{BaseUrl}' is not.");
        }

        if (!string.IsNullOrWhiteSpace(Mailto) && !new EmailAddressAttribute().IsValid(Mailto))
        {
            yield return new ValidationResult("Crossref:Mailto must be a mail address.");
        }
    }
}

[OptionsValidator]
internal sealed partial class CrossrefOptionsValidator : IValidateOptions<CrossrefOptions>;
