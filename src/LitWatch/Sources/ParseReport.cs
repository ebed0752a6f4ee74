using LitWatch.Articles;

namespace LitWatch.Sources;

/// <summary>What a parser met besides articles. Filled while the articles are enumerated, so complete only after the last one.</summary>
internal sealed class ParseReport
{
    private readonly List<string> errors = [];
    private readonly List<string> warnings = [];
    private readonly List<Pmid> deleted = [];

    /// <summary>Errors that the source states inside its answer (<c>ERROR</c>, <c>ErrorList</c>), in words: the answer is not everything.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <summary>Values left out because they are not what they should be, in words that name the record.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>PMIDs that PubMed withdrew (<c>DeleteCitation</c> in the daily update files).</summary>
    public IReadOnlyList<Pmid> Deleted => deleted;

    /// <summary>Takes over what another report holds, after its own.</summary>
    public void Add(ParseReport other)
    {
        errors.AddRange(other.errors);
        warnings.AddRange(other.warnings);
        deleted.AddRange(other.deleted);
    }

    public void Error(string message) => errors.Add(message);

    public void Warn(string message) => warnings.Add(message);

    public void Delete(Pmid pmid) => deleted.Add(pmid);
}
