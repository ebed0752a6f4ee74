using System.Globalization;

namespace LitWatch.Replay.PubMed.Query;

/// <summary>Runs a parsed query over an index. One per query: it collects the remarks PubMed would make.</summary>
internal sealed class QueryEvaluator(PubMedIndex index, DateOnly today, IReadOnlyDictionary<string, IReadOnlyList<string>> narrower, Func<int, IReadOnlyList<string>?> earlier)
{
    private const int LongestHeading = 8;
    private readonly ControlledValues _values = new(index, narrower);
    private readonly List<string> _notFound = [];
    private readonly List<string> _quotedNotFound = [];
    private readonly List<string> _ignored = [];
    private readonly List<(string, string)> _translations = [];
    private readonly List<string> _words = [];

    public QueryResult Run(ParsedQuery query)
    {
        var (docs, translation, _) = query.Root is null ? new Found(index.Nothing, "") : Evaluate(query.Root);
        return new QueryResult(docs, translation)
        {
            Translations = _translations,
            PhrasesNotFound = _notFound,
            FieldsNotFound = query.UnknownFields,
            PhrasesIgnored = [.. query.IgnoredPhrases, .. _ignored],
            QuotedPhrasesNotFound = _quotedNotFound,
            Messages = docs.IsEmpty ? [.. query.Messages, "No items found."] : query.Messages,
            Words = _words,
        };
    }

    private static string Quote(IEnumerable<string> words, Field field, bool isTruncated = false, string suffix = "") =>
        $"\"{string.Join(' ', words)}{(isTruncated ? "*" : "")}\"[{FieldTags.FullName(field)}{suffix}]";

    private static Found Join(IEnumerable<Found> parts, Operator by)
    {
        var all = parts.ToList();
        return all.Count == 1
            ? all[0]
            : new Found(
                all.Select(p => p.Docs).Aggregate((a, b) => by == Operator.Or ? a | b : a & b),
                string.Join(by == Operator.Or ? " OR " : " AND ", all.Select(p => p.Enclosed)),
                IsCompound: true);
    }

    private Found Evaluate(QueryNode node) => node switch
    {
        Chain chain => Evaluate(chain),
        Span span => Evaluate(span),
        Earlier reference => Recall(reference),
        Term { Field: null } term => Map(term),
        Term term => Search(term, term.Field.Value),
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    /// <summary>Strictly left to right: <c>a OR b AND c</c> is <c>(a OR b) AND c</c>.</summary>
    private Found Evaluate(Chain chain)
    {
        var result = Evaluate(chain.Links[0].Node);
        var (docs, translation) = (result.Docs, result.Enclosed);
        Operator? before = null;
        foreach (var (by, node) in chain.Links.Skip(1))
        {
            var next = Evaluate(node);
            docs = by switch { Operator.And => docs & next.Docs, Operator.Or => docs | next.Docs, _ => docs - next.Docs };
            translation = $"{(before is null || before == by ? translation : $"({translation})")} {by.ToString().ToUpperInvariant()} {next.Enclosed}";
            before = by;
        }

        return new Found(docs, translation, IsCompound: true);
    }

    private Found Recall(Earlier reference)
    {
        var docs = index.Nothing;
        if (earlier(reference.QueryKey) is not { } pmids)
        {
            _notFound.Add($"#{reference.QueryKey}");
            return new Found(docs, $"#{reference.QueryKey}");
        }

        var wanted = pmids.ToHashSet(StringComparer.Ordinal);
        for (var doc = 0; doc < index.Records.Count; doc++)
        {
            if (wanted.Contains(index.Records[doc].Pmid))
            {
                docs.Add(doc);
            }
        }

        return new Found(docs, $"#{reference.QueryKey}");
    }

    private Found Evaluate(Span span)
    {
        var translation = $"{span.From}:{span.To}[{FieldTags.FullName(span.Field)}]";
        if (FieldTags.IsDate(span.Field) && DateTerm.TryParse(span.From, out var first, out _) && DateTerm.TryParse(span.To, out _, out var last))
        {
            return new Found(index.Within(span.Field, first, last), translation);
        }

        if (span.Field == Field.Uid && long.TryParse(span.From, NumberStyles.None, CultureInfo.InvariantCulture, out var low) && long.TryParse(span.To, NumberStyles.None, CultureInfo.InvariantCulture, out var high))
        {
            var docs = index.Nothing;
            for (var doc = 0; doc < index.Records.Count; doc++)
            {
                if (index.Records[doc].Number >= low && index.Records[doc].Number <= high)
                {
                    docs.Add(doc);
                }
            }

            return new Found(docs, translation);
        }

        _notFound.Add($"{span.From}:{span.To}");
        return new Found(index.Nothing, translation);
    }

    private Found Search(Term term, Field field)
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

    private Found SearchText(Term term, Field field)
    {
        var pattern = Pattern.Of(term.Text);
        if (pattern.Words.Length == 0)
        {
            return Missing(term, field);
        }

        _words.AddRange(pattern.Words);

        // A wildcard switches proximity off (protocols, 3.1).
        if (term.Distance is { } distance && !term.Text.Contains('*', StringComparison.Ordinal))
        {
            var near = index.Near(field, pattern.Words, distance);
            return near.IsEmpty && pattern.Words.Any(w => index.Word(field, w).IsEmpty)
                ? Missing(term, field)
                : new Found(near, Quote(pattern.Words, field, suffix: string.Create(CultureInfo.InvariantCulture, $":~{distance}")));
        }

        var docs = index.Phrase(field, pattern.Words, pattern.IsTruncated);
        if (!docs.IsEmpty)
        {
            return new Found(docs, Quote(pattern.Words, field, pattern.IsTruncated));
        }

        // A phrase outside the index falls apart into words, unless a hyphen holds it together (protocols, 3.1).
        return pattern.Words.Length == 1 || pattern.IsHyphenated ? Missing(term, field) : Split(term, field, pattern);
    }

    private Found Split(Term term, Field field, Pattern pattern)
    {
        if (term.IsQuoted)
        {
            _quotedNotFound.Add(Typed(term));
        }

        var last = pattern.Words.Length - 1;
        var parts = pattern.Words.Select((word, i) => (Word: word, IsTruncated: pattern.IsTruncated && i == last))
            .Where(w => !Vocabulary.Stopwords.Contains(w.Word))
            .Select(w => new Found(index.Word(field, w.Word, w.IsTruncated), Quote([w.Word], field, w.IsTruncated)))
            .ToList();
        return parts.Count == 0 ? Missing(term, field) : Join(parts, Operator.And);
    }

    private Found SearchValue(Term term, Field field)
    {
        var pattern = Pattern.Of(term.Text);
        var (docs, shown) = _values.Find(term, field, pattern);
        if (docs.IsEmpty)
        {
            return Missing(term, field);
        }

        var translation = $"\"{shown}{(pattern.IsTruncated ? "*" : "")}\"[{FieldTags.FullName(field)}]";
        if (field == Field.Mesh && !pattern.IsTruncated)
        {
            _translations.Add(($"{(term.IsQuoted ? $"\"{term.Text}\"" : term.Text)}[{FieldTags.FullName(field)}]", translation));
        }

        return new Found(docs, translation);
    }

    /// <summary>Automatic term mapping, simplified: headings and substances of the corpus, longest match first, then every word in all fields.</summary>
    private Found Map(Term term)
    {
        if (term.IsQuoted)
        {
            var pattern = Pattern.Of(term.Text);
            var docs = index.Phrase(Field.All, pattern.Words, pattern.IsTruncated);
            if (!docs.IsEmpty)
            {
                _words.AddRange(pattern.Words);
                return new Found(docs, Quote(pattern.Words, Field.All, pattern.IsTruncated));
            }

            _quotedNotFound.Add(Typed(term));
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

        return parts.Count == 0 ? Missing(term with { IsQuoted = false }, Field.All) : Join(parts, Operator.And);
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
                _words.AddRange(words);
                return (Mapped(text, words), length);
            }
        }

        var word = typed[start];
        if (Vocabulary.Stopwords.Contains(word.ToLowerInvariant()) || PubMedText.Words(word).Length == 0)
        {
            _ignored.Add(word);
            return (null, 1);
        }

        return word.Equals("hasabstract", StringComparison.OrdinalIgnoreCase)
            ? (SearchValue(new Term(word, IsQuoted: false, Field.Filter), Field.Filter), 1)
            : (SearchText(new Term(word, IsQuoted: false, Field.All), Field.All), 1);
    }

    private Found Mapped(string from, string[] words)
    {
        var key = string.Join(' ', words);
        var parts = new List<Found>();
        foreach (var field in (Field[])[Field.Substance, Field.Mesh])
        {
            var docs = field == Field.Mesh ? _values.Headings(from, field, isTruncated: false).Docs : index.Word(field, key);
            if (!docs.IsEmpty)
            {
                parts.Add(new Found(docs, $"\"{key}\"[{FieldTags.FullName(field)}]"));
            }
        }

        if (words.Length > 1)
        {
            parts.Add(Join(words.Select(w => new Found(index.Word(Field.All, w), Quote([w], Field.All))), Operator.And));
        }

        parts.Add(new Found(index.Phrase(Field.All, words, isTruncated: false), Quote(words, Field.All)));
        var mapped = Join(parts, Operator.Or);
        _translations.Add((from, mapped.Translation));
        return mapped;
    }

    private Found Missing(Term term, Field field)
    {
        if (term.IsQuoted && term.Text.AsSpan().Trim().ContainsAny(" -/"))
        {
            _quotedNotFound.Add(Typed(term));
        }
        else
        {
            _notFound.Add(term.Text);
        }

        return new Found(index.Nothing, $"{term.Text}[{FieldTags.FullName(field)}]");
    }

    private static string Typed(Term term)
    {
        var text = term.IsQuoted ? $"\"{term.Text}\"" : term.Text;
        return term.Field is { } field ? $"{text}[{FieldTags.FullName(field)}]" : text;
    }

    private sealed record Found(DocSet Docs, string Translation, bool IsCompound = false)
    {
        public string Enclosed => IsCompound ? $"({Translation})" : Translation;
    }
}
