using System.Globalization;

namespace LitWatch.Replay.PubMed.Query;

/// <summary>Reads PubMed's query language as protocols, 3.1 and PubMed's help describe it. It never refuses: what makes no sense is ignored and reported.</summary>
internal sealed class QueryParser
{
    /// <summary>Deeper parentheses are ignored: no human query needs them, and the evaluation recurses.</summary>
    private const int MaxDepth = 200;

    private readonly List<string> _messages = [];
    private readonly List<string> _ignored = [];
    private readonly List<string> _unknownFields = [];
    private readonly Token[] _tokens;
    private readonly int _wildcards;
    private int _at;

    private QueryParser(string query)
    {
        var lexer = new QueryLexer(query);
        _tokens = [.. lexer.Tokens()];
        _wildcards = query.Count(c => c == '*');
        if (lexer.HadUnmatchedQuote)
        {
            _messages.Add("Unmatched double quote ignored.");
        }
    }

    public static ParsedQuery Parse(string query)
    {
        var parser = new QueryParser(query);
        var root = parser.Group();
        return new ParsedQuery(root, [.. parser._messages.Distinct(StringComparer.Ordinal)], parser._ignored, parser._unknownFields, parser._wildcards);
    }

    private QueryNode? Group()
    {
        var open = new Stack<Level>([new Level()]);
        var ignoredDepth = 0;
        for (; _at < _tokens.Length; _at++)
        {
            var token = _tokens[_at];
            switch (token.Kind)
            {
                case TokenKind.Open when open.Count > MaxDepth:
                    ignoredDepth++;
                    break;
                case TokenKind.Open:
                    open.Push(new Level());
                    break;
                case TokenKind.Close when ignoredDepth > 0:
                    ignoredDepth--;
                    break;
                case TokenKind.Close when open.Count > 1:
                    Close(open);
                    break;
                case TokenKind.Close:
                    Unbalanced();
                    break;
                case TokenKind.Operator:
                    Operate(open.Peek(), token.Text);
                    break;
                case TokenKind.Phrase:
                    open.Peek().Add(Operand(token), _messages);
                    break;
                case TokenKind.Colon:
                    break;
                default:
                    // A tag belongs to a term; after a group it is ignored.
                    _ignored.Add($"[{token.Text}]");
                    break;
            }
        }

        while (open.Count > 1)
        {
            Unbalanced();
            Close(open);
        }

        open.Peek().End(_messages);
        return open.Pop().ToNode();
    }

    private void Close(Stack<Level> open)
    {
        var inner = open.Pop();
        inner.End(_messages);
        if (inner.ToNode() is { } node)
        {
            open.Peek().Add(node, _messages);
        }
    }

    private void Operate(Level level, string name)
    {
        var next = Enum.Parse<Operator>(name, ignoreCase: true);
        if (level.Pending is { } pending && !(pending == Operator.And && next == Operator.Not))
        {
            _messages.Add($"Operator {pending.ToString().ToUpperInvariant()} ignored.");
        }

        level.Pending = next;
    }

    private QueryNode Operand(Token token)
    {
        if (_at + 2 < _tokens.Length && _tokens[_at + 1].Kind == TokenKind.Colon && _tokens[_at + 2] is { Kind: TokenKind.Phrase } end)
        {
            var tag = end.Tag ?? token.Tag;
            if (tag is not null && FieldTags.TryParse(tag, out var ranged, out _))
            {
                _at += 2;
                return new Span(token.Text.Trim(), end.Text.Trim(), ranged);
            }
        }

        if (token is { IsQuoted: false, Tag: null } && token.Text.StartsWith('#') && int.TryParse(token.Text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var key))
        {
            return new Earlier(key);
        }

        if (token.Tag is null)
        {
            return new Term(token.Text, token.IsQuoted, Field: null);
        }

        if (!FieldTags.TryParse(token.Tag, out var field, out var distance))
        {
            // An unrecognized tag is dropped and the term searched everywhere (protocols, 3.1).
            _unknownFields.Add(token.Tag);
            return new Term(token.Text, token.IsQuoted, Field: null);
        }

        var colon = token.Text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && (FieldTags.IsDate(field) || field == Field.Uid)
            ? new Span(token.Text[..colon].Trim(), token.Text[(colon + 1)..].Trim(), field)
            : new Term(token.Text, token.IsQuoted, field, FieldTags.HasProximity(field) ? distance : null);
    }

    private void Unbalanced() => _messages.Add("Unbalanced parentheses ignored.");

    /// <summary>The operands of one pair of parentheses.</summary>
    private sealed class Level
    {
        private readonly List<(Operator, QueryNode)> _links = [];

        public Operator? Pending { get; set; }

        public void Add(QueryNode node, List<string> messages)
        {
            if (_links.Count == 0)
            {
                End(messages);
            }

            // Terms side by side are joined by AND.
            _links.Add((Pending ?? Operator.And, node));
            Pending = null;
        }

        /// <summary>An operator with nothing on one side is ignored.</summary>
        public void End(List<string> messages)
        {
            if (Pending is { } pending)
            {
                messages.Add($"Operator {pending.ToString().ToUpperInvariant()} ignored.");
                Pending = null;
            }
        }

        public QueryNode? ToNode() => _links switch
        {
            [] => null,
            [var (_, only)] => only,
            _ => new Chain(_links),
        };
    }
}
