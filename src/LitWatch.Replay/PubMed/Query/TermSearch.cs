using System.Globalization;

namespace LitWatch.Replay.PubMed.Query;

/// <summary>Tagged terms: dates, running text with phrases, truncation and proximity, and whole values.</summary>
internal sealed class TermSearch(PubMedIndex index, ControlledValues values, DateOnly today, Remarks remarks)
{
    /// <summary>Searches a term in the field it names.</summary>
    public Found Find(Term term, Field field)
    {
        if (FieldTags.IsDate(field))
        {
            if (DateTerm.TryParse(term.Text, out var first, out var last))
            {
                return new Found(index.Within(field, first, last), $"{term.Text}[{FieldTags.FullName(field)}]");
            }

            if (DateTerm.TryParseLast(term.Text, today, out var since))
            {
                return new Found(index.Within(field, since, today), $"{since:yyyy/MM/dd}:{today:yyyy/MM/dd}[{FieldTags.FullName(field)}]");
            }

            return Missing(term, field);
        }

        return FieldTags.IsText(field) ? SearchText(term, field) : SearchValue(term, field);
    }

    public Found SearchText(Term term, Field field)
    {
        var pattern = Pattern.Of(term.Text);
        if (pattern.Words.Length == 0)
        {
            return Missing(term, field);
        }

        remarks.Words.AddRange(pattern.Words);

        // A wildcard switches proximity off (protocols, 3.1).
        if (term.Distance is { } distance && !term.Text.Contains('*', StringComparison.Ordinal))
        {
            var near = index.Near(field, pattern.Words, distance);
            return near.IsEmpty && pattern.Words.Any(w => index.Word(field, w).IsEmpty)
                ? Missing(term, field)
                : new Found(near, Found.Quote(pattern.Words, field, suffix: string.Create(CultureInfo.InvariantCulture, $":~{distance}")));
        }

        var docs = index.Phrase(field, pattern.Words, pattern.IsTruncated);
        if (!docs.IsEmpty)
        {
            return new Found(docs, Found.Quote(pattern.Words, field, pattern.IsTruncated));
        }

        // A phrase outside the index falls apart into words, unless a hyphen holds it together (protocols, 3.1).
        return pattern.Words.Length == 1 || pattern.IsHyphenated ? Missing(term, field) : Split(term, field, pattern);
    }

    private Found Split(Term term, Field field, Pattern pattern)
    {
        if (term.IsQuoted)
        {
            remarks.MissingPhrase(term);
        }

        var last = pattern.Words.Length - 1;
        var parts = pattern.Words.Select((word, i) => (Word: word, IsTruncated: pattern.IsTruncated && i == last))
            .Where(w => !Vocabulary.Stopwords.Contains(w.Word))
            .Select(w => new Found(index.Word(field, w.Word, w.IsTruncated), Found.Quote([w.Word], field, w.IsTruncated)))
            .ToList();
        return parts.Count == 0 ? Missing(term, field) : Found.Join(parts, Operator.And);
    }

    public Found SearchValue(Term term, Field field)
    {
        var pattern = Pattern.Of(term.Text);
        var (docs, shown) = values.Find(term, field, pattern);
        if (docs.IsEmpty)
        {
            return Missing(term, field);
        }

        var translation = $"\"{shown}{(pattern.IsTruncated ? "*" : "")}\"[{FieldTags.FullName(field)}]";
        if (field == Field.Mesh && !pattern.IsTruncated)
        {
            remarks.Translations.Add(($"{(term.IsQuoted ? $"\"{term.Text}\"" : term.Text)}[{FieldTags.FullName(field)}]", translation));
        }

        return new Found(docs, translation);
    }

    public Found Missing(Term term, Field field)
    {
        remarks.Missing(term);

        // A star that was dropped is not shown, as when the word is found.
        var shown = Pattern.Of(term.Text).IsTruncated ? term.Text : term.Text.TrimEnd('*');
        return new Found(index.Nothing, $"{shown}[{FieldTags.FullName(field)}]");
    }
}
