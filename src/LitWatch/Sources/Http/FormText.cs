using System.Net;

namespace LitWatch.Sources.Http;

/// <summary>Parameters in the coding of forms and queries (<c>+</c> for a space), as E-utilities and Crossref take them.</summary>
internal static class FormText
{
    public static string Encode(IEnumerable<(string Name, string? Value)> parameters) =>
        string.Join('&', parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value)).Select(parameter => $"{parameter.Name}={WebUtility.UrlEncode(parameter.Value)}"));
}
