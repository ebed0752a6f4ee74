using LitWatch.Articles;

namespace LitWatch.Sources.Files;

/// <summary>One record of a tagged format (MEDLINE text, RIS): its fields in the order of the file, their values as plain text.</summary>
/// <param name="line">The line it begins at, from 1.</param>
internal sealed class TaggedRecord(int line)
{
    private readonly List<(string Tag, List<string> Lines)> fields = [];
    private IReadOnlyList<(string Tag, string Value)>? plain;

    public int Line => line;

    public bool IsEmpty => fields.Count == 0;

    /// <summary>Tag and value of each field that has one.</summary>
    public IReadOnlyList<(string Tag, string Value)> Fields =>
        plain ??= [.. fields.Select(entry => (entry.Tag, Value: PlainText.Normalize(string.Join(' ', entry.Lines))!)).Where(entry => entry.Value is not null)];

    public bool Has(string tag) => fields.Exists(entry => entry.Tag == tag);

    public void Add(string tag, string text)
    {
        fields.Add((tag, [text]));
        plain = null;
    }

    /// <summary>A line without tag belongs to the field before it; false when there is none.</summary>
    public bool Continue(string text)
    {
        if (IsEmpty)
        {
            return false;
        }

        fields[^1].Lines.Add(text);
        plain = null;
        return true;
    }

    /// <summary>The first value of the first of <paramref name="tags"/> that has one.</summary>
    public string? First(params string[] tags) => tags.Select(tag => All(tag).FirstOrDefault()).FirstOrDefault(value => value is not null);

    /// <summary>All values of <paramref name="tags"/>, in the order of the file.</summary>
    public IEnumerable<string> All(params string[] tags) => Fields.Where(entry => tags.Contains(entry.Tag, StringComparer.Ordinal)).Select(entry => entry.Value);
}
