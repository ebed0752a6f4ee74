namespace LitWatch.Replay.PubMed.Query;

/// <summary>Automatic term mapping of untagged words, simplified: headings and substances of the corpus, longest match first, then every word in all fields.</summary>
internal sealed class TermMapping(PubMedIndex index, ControlledValues values, TermSearch search, Remarks remarks)
{
    private const int LongestHeading = 8;

    public Found Map(Term term)
    {
        if (term.IsQuoted)
        {
            var pattern = Pattern.Of(term.Text);
            var docs = index.Phrase(Field.All, pattern.Words, pattern.IsTruncated);
            if (!docs.IsEmpty)
            {
                remarks.Words.AddRange(pattern.Words);
                return new Found(docs, Found.Quote(pattern.Words, Field.All, pattern.IsTruncated));
            }

            remarks.MissingPhrase(term);
        }

        var typed = term.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var parts = new List<Found>();
        for (var start = 0; start < typed.Length;)
        {
            var (part, taken) = MapAt(typed, start);
            start += taken;
            if (part is not null)
            {
                parts.Add(part);
            }
        }

        return parts.Count == 0 ? new Found(index.Nothing, "") { IsIgnored = true } : Found.Join(parts, Operator.And);
    }

    private (Found? Part, int Taken) MapAt(string[] typed, int start)
    {
        for (var length = Math.Min(LongestHeading, typed.Length - start); length > 0; length--)
        {
            var text = string.Join(' ', typed, start, length);
            var words = PubMedText.Words(text);
            var key = string.Join(' ', words);
            if (!text.Contains('*', StringComparison.Ordinal) && (index.HasValue(Field.Mesh, key) || index.HasValue(Field.Substance, key)))
            {
                remarks.Words.AddRange(words);
                return (Mapped(text, words), length);
            }
        }

        var word = typed[start];
        if (Vocabulary.Stopwords.Contains(word.ToLowerInvariant()) || PubMedText.Words(word).Length == 0)
        {
            remarks.Ignored.Add(word);
            return (null, 1);
        }

        return word.Equals("hasabstract", StringComparison.OrdinalIgnoreCase)
            ? (search.SearchValue(new Term(word, IsQuoted: false, Field.Filter), Field.Filter), 1)
            : (search.SearchText(new Term(word, IsQuoted: false, Field.All), Field.All), 1);
    }

    private Found Mapped(string from, string[] words)
    {
        var key = string.Join(' ', words);
        var parts = new List<Found>();
        foreach (var field in (Field[])[Field.Substance, Field.Mesh])
        {
            var docs = field == Field.Mesh ? values.Headings(from, field, isTruncated: false).Docs : index.Word(field, key);
            if (!docs.IsEmpty)
            {
                parts.Add(new Found(docs, $"\"{key}\"[{FieldTags.FullName(field)}]"));
            }
        }

        if (words.Length > 1)
        {
            parts.Add(Found.Join(words.Select(w => new Found(index.Word(Field.All, w), Found.Quote([w], Field.All))), Operator.And));
        }

        parts.Add(new Found(index.Phrase(Field.All, words, isTruncated: false), Found.Quote(words, Field.All)));
        var mapped = Found.Join(parts, Operator.Or);
        remarks.Translations.Add((from, mapped.Translation));
        return mapped;
    }
}
