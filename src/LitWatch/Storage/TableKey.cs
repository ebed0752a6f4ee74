using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LitWatch.Storage;

/// <summary>
/// Every name that goes into a table key passes through here. Keys may not hold <c>/ \ # ?</c> or control characters and have 1 KiB at most
/// (Table service data model); every DOI has a slash, old ones also <c># &lt; &gt; ;</c>.
/// </summary>
internal static class TableKey
{
    private const int MaxLength = 400;

    /// <summary>Letters, digits and <c>. - _ ( ) ; : | @ = + , &lt; &gt;</c> stay; all else becomes <c>~</c> and four hex digits a UTF-16 unit. One to one, but for names over 400 units: their end is a hash.</summary>
    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var unit in name)
        {
            if (char.IsAsciiLetterOrDigit(unit) || ".-_();:|@=,<>".Contains(unit, StringComparison.Ordinal))
            {
                key.Append(unit);
            }
            else
            {
                key.Append(CultureInfo.InvariantCulture, $"~{(int)unit:x4}");
            }
        }

        return key.Length <= MaxLength
            ? key.ToString()
            : string.Concat(key.ToString().AsSpan(0, MaxLength - 40), "~~", Hash(name).AsSpan(0, 38));
    }

    /// <summary>Nineteen digits that sort newest first.</summary>
    public static string Inverted(DateTimeOffset time) => (DateTimeOffset.MaxValue.UtcTicks - time.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Two hex digits that spread rows over 256 partitions.</summary>
    public static string Spread(string name) => Hash(name)[..2];

    private static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
