using System.Text.RegularExpressions;
using LitWatch.Articles;

namespace LitWatch.Sources.Pages;

/// <summary>A reference as an article's list has it, with the identifiers that stand in it.</summary>
internal static partial class ReferenceText
{
    /// <summary>Null for what names no work.</summary>
    /// <param name="addresses">Links that the reference holds.</param>
    public static ArticleLink? Link(string? text, IEnumerable<string>? addresses = null)
    {
        var citation = PlainText.Normalize(Number().Replace(PlainText.Normalize(text) ?? "", "", 1));
        var all = string.Join(' ', [citation ?? "", .. addresses ?? []]);
        Doi? doi = DoiIn(all);
        Pmid? pmid = PmidIn().Match(all) is { Success: true } p && Pmid.TryParse(p.Groups["id"].Value, out var known) ? known : null;
        Pmcid? pmcid = PmcidIn().Match(all) is { Success: true } c && Pmcid.TryParse(c.Groups["id"].Value, out var central) ? central : null;
        return citation is null && doi is null && pmid is null && pmcid is null ? null
            : new ArticleLink(LinkTypes.Cites) { Doi = doi, Pmid = pmid, Pmcid = pmcid, Citation = citation };
    }

    /// <summary>The first DOI in the text.</summary>
    public static Doi? DoiIn(string text)
    {
        foreach (Match match in DoiAnywhere().Matches(text))
        {
            // A bracket that closes what opened before the DOI is not the DOI's.
            var found = match.Value;
            while (found.Length > 0 && found[^1] is ')' or ']' or '}' or '.' or ',' or ';' or ':' or '\'' or '"' && !IsBalanced(found))
            {
                found = found[..^1];
            }

            if (Doi.TryParse(found.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(found) : found, out var doi))
            {
                return doi;
            }
        }

        return null;
    }

    private static bool IsBalanced(string text) => text[^1] switch
    {
        ')' => text.AsSpan().Count('(') == text.AsSpan().Count(')'),
        ']' => text.AsSpan().Count('[') == text.AsSpan().Count(']'),
        _ => false,
    };

    [GeneratedRegex(@"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)])\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b10\.\d{4,9}(?:\.\d+)*/[^\s<>""]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DoiAnywhere();

    [GeneratedRegex(@"(?:\bPMID\s*:?\s*|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(?<id>\d{1,8})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PmidIn();

    [GeneratedRegex(@"\b(?<id>PMC\d{3,9})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PmcidIn();
}
