using System.ComponentModel.DataAnnotations;
using LitWatch.Sources.PubMed;
using Microsoft.Extensions.Options;

namespace LitWatch.Sources.Pages.Fetching;

/// <summary>How pages are found. Where they may be fetched from is no setting (<see cref="IReachable"/>).</summary>
internal sealed class PagesOptions : IValidatableObject
{
    public const string SectionName = "Pages";

    /// <summary>What a DOI is put behind.</summary>
    public string ResolverUrl { get; set; } = "https://doi.org/";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!PubMedOptions.IsWebAddress(ResolverUrl))
        {
            yield return new ValidationResult($"Pages:ResolverUrl must be an absolute http(s) address; '{ResolverUrl}' is not.");
        }
    }
}

[OptionsValidator]
internal sealed partial class PagesOptionsValidator : IValidateOptions<PagesOptions>;
