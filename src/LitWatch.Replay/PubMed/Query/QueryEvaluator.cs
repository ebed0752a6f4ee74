using System.Globalization;

namespace LitWatch.Replay.PubMed.Query;

/// <summary>Runs a parsed query over an index. One per query: it collects the remarks PubMed would make.</summary>
internal sealed class QueryEvaluator(PubMedIndex index, DateOnly today, IReadOnlyDictionary<string, IReadOnlyList<string>> narrower, Func<int, IReadOnlyList<string>?> earlier)
{
    private readonly Remarks _remarks = new();
    private TermSearch? _search;
    private TermMapping? _mapping;

    private TermSearch Search => _search ??= new TermSearch(index, new ControlledValues(index, narrower), today, _remarks);

    private TermMapping Mapping => _mapping ??= new TermMapping(index, new ControlledValues(index, narrower), Search, _remarks);

    public QueryResult Run(ParsedQuery query)
    {
        var (docs, translation, _) = query.Root is null ? new Found(index.Nothing, "") : Evaluate(query.Root);
        return new QueryResult(docs, translation)
        {
            Translations = _remarks.Translations,
            PhrasesNotFound = _remarks.NotFound,
            FieldsNotFound = query.UnknownFields,
            PhrasesIgnored = [.. query.IgnoredPhrases, .. _remarks.Ignored],
            QuotedPhrasesNotFound = _remarks.QuotedNotFound,
            Messages = docs.IsEmpty ? [.. query.Messages, "No items found."] : query.Messages,
            Words = _remarks.Words,
        };
    }

    private Found Evaluate(QueryNode node) => node switch
    {
        Chain chain => Evaluate(chain),
        Span span => Evaluate(span),
        Earlier reference => Recall(reference),
        Term { Field: null } term => Mapping.Map(term),
        Term term => Search.Find(term, term.Field.Value),
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    /// <summary>Strictly left to right: <c>a OR b AND c</c> is <c>(a OR b) AND c</c>.</summary>
    private Found Evaluate(Chain chain)
    {
        Found? result = null;
        Operator? before = null;
        foreach (var (by, node) in chain.Links)
        {
            var next = Evaluate(node);
            if (next.IsIgnored || result is null)
            {
                result ??= next.IsIgnored ? null : next;
                continue;
            }

            var docs = by switch { Operator.And => result.Docs & next.Docs, Operator.Or => result.Docs | next.Docs, _ => result.Docs - next.Docs };
            var left = before is null ? result.Enclosed : before == by ? result.Translation : $"({result.Translation})";
            result = new Found(docs, $"{left} {by.ToString().ToUpperInvariant()} {next.Enclosed}", IsCompound: true);
            before = by;
        }

        return result ?? new Found(index.Nothing, "") { IsIgnored = true };
    }

    private Found Recall(Earlier reference)
    {
        var docs = index.Nothing;
        if (earlier(reference.QueryKey) is not { } pmids)
        {
            _remarks.NotFound.Add($"#{reference.QueryKey}");
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

        _remarks.NotFound.Add($"{span.From}:{span.To}");
        return new Found(index.Nothing, translation);
    }
}
