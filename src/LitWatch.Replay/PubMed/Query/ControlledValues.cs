namespace LitWatch.Replay.PubMed.Query;

/// <summary>Fields of whole values: headings with explosion, qualifiers, names, identifiers.</summary>
internal sealed class ControlledValues(PubMedIndex index, IReadOnlyDictionary<string, IReadOnlyList<string>> narrower)
{
    /// <summary>The records with a value, and the value as QueryTranslation shows it.</summary>
    public (DocSet Docs, string Shown) Find(Term term, Field field, Pattern pattern)
    {
        var key = string.Join(' ', pattern.Words);
        return field switch
        {
            _ when key.Length == 0 => (index.Nothing, key),
            Field.Mesh or Field.MeshNoExplosion or Field.MeshMajor or Field.MeshMajorNoExplosion => Headings(term.Text, field, pattern.IsTruncated),
            Field.Language => (index.Word(field, Vocabulary.Language(key), pattern.IsTruncated), key),
            Field.Subheading when !pattern.IsTruncated => (Any(field, Vocabulary.Explode(Vocabulary.Qualifier(key))), key),
            Field.PublicationType when !pattern.IsTruncated => (Any(field, Explode(key)), key),
            Field.Author when !term.IsQuoted && !pattern.IsTruncated => (Author(key), key),
            Field.Filter or Field.Subset => (Filter(field, key), key),
            _ => (index.Word(field, key, pattern.IsTruncated), key),
        };
    }

    /// <summary>A heading with its narrower ones, or <c>heading/qualifier</c>. Truncation switches explosion off (protocols, 3.1).</summary>
    public (DocSet Docs, string Shown) Headings(string text, Field field, bool isTruncated)
    {
        var parts = text.Split('/', 2);
        var heading = PubMedText.Key(parts[0]);
        var qualifier = parts.Length == 2 ? Vocabulary.Qualifier(PubMedText.Key(parts[1])) : null;
        var store = field is Field.Mesh or Field.MeshNoExplosion ? Field.Mesh : Field.MeshMajor;
        var isExploded = field is Field.Mesh or Field.MeshMajor && !isTruncated;
        var docs = index.Nothing;
        foreach (var name in isExploded ? Explode(heading) : [heading])
        {
            docs |= qualifier is null ? index.Word(store, name, isTruncated) : Any(store, Vocabulary.Explode(qualifier).Select(q => $"{name}/{q}"));
        }

        return (docs, qualifier is null ? heading : $"{heading}/{qualifier}");
    }

    /// <summary>A last name alone, or with the first of its initials.</summary>
    private DocSet Author(string key) =>
        index.Values(Field.Author, key, value => value.Length == key.Length || key.Contains(' ', StringComparison.Ordinal) || value[key.Length] == ' ');

    /// <summary>Filters repeat what other fields know: language, species, type of publication.</summary>
    private DocSet Filter(Field field, string key) =>
        index.Word(field, key.Replace(" ", "", StringComparison.Ordinal)) | index.Word(Field.Subset, key) | index.Word(Field.Language, Vocabulary.Language(key))
        | index.Word(Field.Mesh, key) | index.Word(Field.PublicationType, key);

    private DocSet Any(Field field, IEnumerable<string> values) => values.Aggregate(index.Nothing, (docs, value) => docs | index.Word(field, value));

    private HashSet<string> Explode(string heading)
    {
        var all = new HashSet<string>(StringComparer.Ordinal) { heading };
        var open = new Queue<string>(all);
        while (open.TryDequeue(out var next))
        {
            foreach (var (_, children) in narrower.Where(entry => PubMedText.Key(entry.Key) == next))
            {
                foreach (var child in children.Select(PubMedText.Key).Where(all.Add))
                {
                    open.Enqueue(child);
                }
            }
        }

        return all;
    }
}
