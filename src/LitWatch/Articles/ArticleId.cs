using System.Security.Cryptography;
using System.Text;

namespace LitWatch.Articles;

/// <summary>
/// The identifier of an article: derived from the record that founded it, so two machines that meet the same record
/// at the same moment write the same row.
/// </summary>
internal static class ArticleId
{
    /// <summary><c>a</c> and 80 bits of SHA-256 over <c>source:id</c> in hex.</summary>
    public static string Of(string source, string recordId) =>
        "a" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}:{recordId}")))[..20];
}
