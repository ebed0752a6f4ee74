using System.Globalization;

namespace LitWatch.Sources.Crossref;

/// <summary>Crossref's ISO 639-1 codes (<c>de</c>) as PubMed's ISO 639-2 bibliographic ones (<c>ger</c>).</summary>
internal static class LanguageCode
{
    /// <summary>Where the bibliographic code differs from the terminological one. https://www.loc.gov/standards/iso639-2/php/code_list.php</summary>
    private static readonly Dictionary<string, string> Bibliographic = new(StringComparer.Ordinal)
    {
        ["sq"] = "alb", ["hy"] = "arm", ["eu"] = "baq", ["my"] = "bur", ["zh"] = "chi", ["cs"] = "cze", ["nl"] = "dut", ["fr"] = "fre", ["ka"] = "geo", ["de"] = "ger",
        ["el"] = "gre", ["is"] = "ice", ["mk"] = "mac", ["mi"] = "mao", ["ms"] = "may", ["fa"] = "per", ["ro"] = "rum", ["sk"] = "slo", ["bo"] = "tib", ["cy"] = "wel",
    };

    /// <summary>Null for what is no language; three-letter codes pass.</summary>
    public static string? ToIso6392(string? code)
    {
        var main = code?.Trim().ToLowerInvariant().Split('-', '_')[0] ?? "";
        if (main.Length is not (2 or 3) || !main.All(char.IsAsciiLetterLower))
        {
            return null;
        }

        return main.Length == 3 ? main : Bibliographic.GetValueOrDefault(main) ?? Terminological(main);
    }

    private static string? Terminological(string code)
    {
        try
        {
            var name = CultureInfo.GetCultureInfo(code).ThreeLetterISOLanguageName;
            return name.Length == 3 && name != "ivl" ? name : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
