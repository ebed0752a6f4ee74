using System.Buffers;

namespace LitWatch.Replay.PubMed.Query;

internal enum TokenKind
{
    Open,
    Close,
    Operator,
    Colon,
    Phrase,
    StrayTag,
}

/// <summary>A piece of a query; a phrase carries its field tag, if any, without brackets.</summary>
internal sealed record Token(TokenKind Kind, string Text, string? Tag = null, bool IsQuoted = false);

/// <summary>Cuts a query into tokens. Words that stand together form one phrase, and a tag belongs to the whole of it.</summary>
internal sealed class QueryLexer(string query)
{
    private static readonly HashSet<string> Operators = new(StringComparer.Ordinal) { "AND", "OR", "NOT" };
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n\"[");
    private int _at;

    public bool HadUnmatchedQuote { get; private set; }

    public IEnumerable<Token> Tokens()
    {
        while (SkipSpace())
        {
            switch (query[_at])
            {
                case '(':
                    _at++;
                    yield return new Token(TokenKind.Open, "(");
                    break;
                case ')':
                    _at++;
                    yield return new Token(TokenKind.Close, ")");
                    break;
                case ':':
                    _at++;
                    yield return new Token(TokenKind.Colon, ":");
                    break;
                case '"':
                    if (Quoted() is { } phrase)
                    {
                        yield return phrase;
                    }

                    break;
                case '[':
                    yield return new Token(TokenKind.StrayTag, Tag() ?? "");
                    break;
                default:
                    yield return WordOrRun();
                    break;
            }
        }
    }

    private bool SkipSpace()
    {
        while (_at < query.Length && (char.IsWhiteSpace(query[_at]) || query[_at] == ']'))
        {
            _at++;
        }

        return _at < query.Length;
    }

    private Token? Quoted()
    {
        var end = query.IndexOf('"', _at + 1);
        if (end < 0)
        {
            HadUnmatchedQuote = true;
            _at++;
            return null;
        }

        var text = query[(_at + 1)..end];
        _at = end + 1;
        return new Token(TokenKind.Phrase, text, TagAhead(), IsQuoted: true);
    }

    private Token WordOrRun()
    {
        var first = Word();
        if (Operators.Contains(first))
        {
            return new Token(TokenKind.Operator, first);
        }

        var words = new List<string> { first };
        var end = _at;
        while (SkipSpace() && query[_at] is not ('(' or ')' or '"' or '['))
        {
            var word = Word();
            if (Operators.Contains(word))
            {
                break;
            }

            words.Add(word);
            end = _at;
        }

        var text = string.Join(' ', words);
        _at = end;
        var tag = TagAhead();
        if (tag is null && text.EndsWith(':') && text.Length > 1)
        {
            // The colon of a range whose end is quoted is a token of its own.
            _at = end - 1;
            return new Token(TokenKind.Phrase, text[..^1].TrimEnd());
        }

        return new Token(TokenKind.Phrase, text, tag);
    }

    /// <summary>A word ends at white space, quotes and brackets; parentheses inside a word, as in a DOI, belong to it.</summary>
    private string Word()
    {
        var start = _at;
        while (_at < query.Length && !char.IsWhiteSpace(query[_at]) && query[_at] is not ('"' or '[' or ')'))
        {
            if (query[_at] == '(')
            {
                var close = _at > start && char.IsLetterOrDigit(query[_at - 1]) ? query.IndexOf(')', _at) : -1;
                if (close < 0 || query.AsSpan(_at, close - _at).ContainsAny(WordEnds))
                {
                    break;
                }

                _at = close;
            }

            _at++;
        }

        return query[start.._at];
    }

    private string? TagAhead()
    {
        var mark = _at;
        if (SkipSpace() && query[_at] == '[' && Tag() is { } tag)
        {
            return tag;
        }

        _at = mark;
        return null;
    }

    private string? Tag()
    {
        var end = query.IndexOf(']', _at);
        if (end < 0)
        {
            _at++;
            return null;
        }

        var tag = query[(_at + 1)..end];
        _at = end + 1;
        return tag.Trim();
    }
}
