using System.Collections.Frozen;

namespace LitWatch.Digests.Mail;

/// <summary>English names of the languages that PubMed's records bear most (ISO 639-2/B).</summary>
internal static class LanguageNames
{
    public const string English = "eng";

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ara"] = "Arabic", ["bul"] = "Bulgarian", ["chi"] = "Chinese", ["cze"] = "Czech", ["dan"] = "Danish", ["dut"] = "Dutch",
        ["eng"] = "English", ["fin"] = "Finnish", ["fre"] = "French", ["ger"] = "German", ["gre"] = "Greek", ["heb"] = "Hebrew",
        ["hrv"] = "Croatian", ["hun"] = "Hungarian", ["ice"] = "Icelandic", ["ita"] = "Italian", ["jpn"] = "Japanese", ["kor"] = "Korean",
        ["lit"] = "Lithuanian", ["mul"] = "several languages", ["nor"] = "Norwegian", ["per"] = "Persian", ["pol"] = "Polish",
        ["por"] = "Portuguese", ["rum"] = "Romanian", ["rus"] = "Russian", ["slo"] = "Slovak", ["slv"] = "Slovenian", ["spa"] = "Spanish",
        ["srp"] = "Serbian", ["swe"] = "Swedish", ["tha"] = "Thai", ["tur"] = "Turkish", ["ukr"] = "Ukrainian", ["und"] = "unknown language",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The language's name, or the code itself.</summary>
    public static string Of(string code) => Names.GetValueOrDefault(code) ?? ForeignText.Line(code, 20);
}
