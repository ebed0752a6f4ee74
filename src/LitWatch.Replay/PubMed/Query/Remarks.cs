namespace LitWatch.Replay.PubMed.Query;

/// <summary>What PubMed says beside the count, collected while a query is evaluated.</summary>
internal sealed class Remarks
{
    public List<string> NotFound { get; } = [];

    public List<string> QuotedNotFound { get; } = [];

    public List<string> Ignored { get; } = [];

    public List<(string From, string To)> Translations { get; } = [];

    public List<string> Words { get; } = [];

    /// <summary>A phrase in quotes is reported as typed, with its tag; a single word bare.</summary>
    public void Missing(Term term)
    {
        if (term.IsQuoted && term.Text.AsSpan().Trim().ContainsAny(" -/"))
        {
            MissingPhrase(term);
        }
        else
        {
            NotFound.Add(term.Text);
        }
    }

    public void MissingPhrase(Term term) => QuotedNotFound.Add(term.Field is { } field ? $"\"{term.Text}\"[{FieldTags.FullName(field)}]" : $"\"{term.Text}\"");
}
