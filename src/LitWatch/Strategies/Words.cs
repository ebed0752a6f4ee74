using System.Text;

namespace LitWatch.Strategies;

/// <summary>
/// Splits text into folded words: runs of letters and digits, without case, diacritics and compatibility forms (subscripts, ligatures), Greek spelt out.
/// A text is split once and then compared with every term.
/// </summary>
internal sealed class Words
{
    private readonly List<Word> _words = [];
    private readonly StringBuilder _current = new();
    private int _start;
    private int _end;
    private bool _joined;

    private Words()
    {
    }

    public static List<Word> Split(string text)
    {
        var splitter = new Words();
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var until = at + rune.Utf16SequenceLength;
            splitter.Add(rune, at, until);
            at = until;
        }

        splitter.Cut(joined: false);
        return splitter._words;
    }

    /// <summary>The words of <paramref name="text"/> with single spaces: equal for names that differ only in what is folded, hyphens and punctuation.</summary>
    public static string Key(string text) => string.Join(' ', Split(text).Select(word => word.Text));

    private void Add(Rune rune, int at, int until)
    {
        if (rune.IsAscii)
        {
            AddPart(rune, at, until);
        }
        else if (Letters.StandsAlone(rune) && Letters.IsWordPart(rune))
        {
            AddAlone(rune.ToString(), at, until);
        }
        else if (Letters.IsHyphen(rune) || Letters.IsApostrophe(rune))
        {
            Cut(joined: true);
        }
        else if (!Letters.IsInvisible(rune))
        {
            foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
            {
                AddPart(part, at, until);
            }
        }
    }

    private void AddPart(Rune part, int at, int until)
    {
        if (Letters.IsDiacritic(part))
        {
            _end = _current.Length > 0 ? until : _end;
        }
        else if (Letters.IsHyphen(part) || Letters.IsApostrophe(part))
        {
            Cut(joined: true);
        }
        else if (Letters.GreekName(part) is { } name)
        {
            AddAlone(name, at, until);
        }
        else if (Letters.IsWordPart(part))
        {
            Append(Letters.Fold(part), at, until);
        }
        else
        {
            Cut(joined: false);
        }
    }

    // TNFα is also written TNF-alpha and TNFalpha: a Greek letter is a word of its own, joined to its neighbours.
    private void AddAlone(string text, int at, int until)
    {
        if (_current.Length > 0)
        {
            Cut(joined: true);
        }

        Append(text, at, until);
        Cut(joined: true);
    }

    private void Append(string text, int at, int until)
    {
        _start = _current.Length == 0 ? at : _start;
        _current.Append(text);
        _end = until;
    }

    private void Cut(bool joined)
    {
        if (_current.Length == 0)
        {
            _joined &= joined;
            return;
        }

        _words.Add(new Word(_current.ToString(), _start, _end, _joined));
        _current.Clear();
        _joined = joined;
    }
}
