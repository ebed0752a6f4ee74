using System.Runtime.InteropServices;
using System.Text;

namespace LitWatch.Strategies.Matching;

/// <summary>
/// A text as it is compared: runs of letters and digits, without case, diacritics and compatibility forms (subscripts, ligatures), Greek spelt out. Folded and
/// split once, then compared with every term.
/// </summary>
internal sealed class FoldedText
{
    private readonly List<Word> _words;
    private char[] _letters;
    private int _length;
    private int _at;
    private int _start;
    private int _end;
    private bool _joined;

    private FoldedText(int length)
    {
        _letters = new char[length];
        _words = new(length / 6);
    }

    /// <summary>All words, one after the other, without what parts them.</summary>
    public ReadOnlySpan<char> Letters => _letters.AsSpan(0, _length);

    public ReadOnlySpan<Word> Words => CollectionsMarshal.AsSpan(_words);

    public int Count => _words.Count;

    public ReadOnlySpan<char> this[int word] => Letters[_words[word].At..EndOf(word)];

    public static FoldedText Of(string text)
    {
        var folded = new FoldedText(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (char.IsAscii(text[at]))
            {
                folded.AddAscii(text[at], at);
                at++;
            }
            else
            {
                Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
                folded.Add(rune, at, at + length);
                at += length;
            }
        }

        folded.Cut(joined: false);
        return folded;
    }

    /// <summary>The words of <paramref name="text"/> with single spaces: equal for names that differ only in what is folded, hyphens and punctuation.</summary>
    public static string Key(string text) => string.Join(' ', WordsOf(text));

    /// <summary>The folded words of <paramref name="text"/>.</summary>
    public static IReadOnlyList<string> WordsOf(string text)
    {
        var folded = Of(text);
        return [.. Enumerable.Range(0, folded.Count).Select(word => folded[word].ToString())];
    }

    /// <summary>Some of the words, as if the text had only those.</summary>
    public FoldedText Part(Range words)
    {
        var (first, count) = words.GetOffsetAndLength(_words.Count);
        var from = _words[first].At;
        var part = new FoldedText(0) { _letters = _letters[from..EndOf(first + count - 1)] };
        part._length = part._letters.Length;
        part._words.AddRange(_words.Slice(first, count).Select(word => word with { At = word.At - from }));
        return part;
    }

    /// <summary>Where the letters of a word end in <see cref="Letters"/>.</summary>
    public int EndOf(int word) => word + 1 < _words.Count ? _words[word + 1].At : _length;

    private void AddAscii(char c, int at)
    {
        if (char.IsAsciiLetterOrDigit(c))
        {
            _start = _length == _at ? at : _start;
            Room(1);
            _letters[_length++] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
            _end = at + 1;
        }
        else
        {
            Cut(joined: c is '-' or '\'' or '`');
        }
    }

    private void Add(Rune rune, int at, int until)
    {
        if (Characters.StandsAlone(rune) && Characters.IsWordPart(rune))
        {
            AddAlone(rune.ToString(), at, until);
        }
        else if (Characters.IsHyphen(rune) || Characters.IsApostrophe(rune))
        {
            Cut(joined: true);
        }
        else if (!Characters.IsInvisible(rune))
        {
            foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
            {
                AddPart(part, at, until);
            }
        }
    }

    private void AddPart(Rune part, int at, int until)
    {
        if (Characters.IsDiacritic(part))
        {
            _end = _length > _at ? until : _end;
        }
        else if (Characters.IsHyphen(part) || Characters.IsApostrophe(part))
        {
            Cut(joined: true);
        }
        else if (Characters.GreekName(part) is { } name)
        {
            AddAlone(name, at, until);
        }
        else if (Characters.IsWordPart(part))
        {
            Append(Characters.Fold(part), at, until);
        }
        else
        {
            Cut(joined: false);
        }
    }

    // TNFα is also written TNF-alpha and TNFalpha: a Greek letter is a word of its own, joined to its neighbours.
    private void AddAlone(string text, int at, int until)
    {
        if (_length > _at)
        {
            Cut(joined: true);
        }

        Append(text, at, until);
        Cut(joined: true);
    }

    private void Append(string text, int at, int until)
    {
        _start = _length == _at ? at : _start;
        Room(text.Length);
        text.CopyTo(_letters.AsSpan(_length));
        _length += text.Length;
        _end = until;
    }

    private void Room(int more)
    {
        if (_length + more > _letters.Length)
        {
            Array.Resize(ref _letters, (2 * _letters.Length) + more);
        }
    }

    private void Cut(bool joined)
    {
        if (_length == _at)
        {
            _joined &= joined;
            return;
        }

        _words.Add(new Word(_at, _start, _end, _joined));
        _at = _length;
        _joined = joined;
    }
}
