using System.Globalization;
using System.Text.RegularExpressions;
using LitWatch.Articles;
using LitWatch.Strategies.Matching;

namespace LitWatch.Deduplication;

/// <summary>
/// A title made ready for comparison. Spelling, markup and a cut subtitle do not matter; a number does: parts of a series differ in nothing else. What stands before or after all of the other title
/// matters, too, when it says that this is another work about that one (<c>Erratum to: …</c>, <c>…: author's reply</c>).
/// </summary>
internal sealed partial class WorkTitle
{
    private const int MinPart = 25;

    /// <summary>Shorter ones (<c>Reply</c>, <c>In brief</c>, <c>A case report</c>) are borne by works that have nothing to do with each other.</summary>
    private const int MinTelling = 25;

    private static readonly HashSet<string> PartWords = new(StringComparer.Ordinal)
    {
        "part", "parts", "chapter", "section", "volume", "vol", "number", "no", "nr", "case", "series", "report", "teil", "partie", "parte", "phase", "study", "trial",
    };

    private static readonly HashSet<string> NoticeWords = new(StringComparer.Ordinal)
    {
        "erratum", "errata", "corrigendum", "correction", "corrected", "addendum", "retraction", "withdrawal", "reply", "replies", "response", "respond", "rejoinder", "comment", "comments", "commentary", "re", "letter", "editorial",
        "discussion", "concern", "protocol", "update",
    };

    /// <summary>Small words of languages other than English that are not also English.</summary>
    private static readonly HashSet<string> ForeignWords = new(StringComparer.Ordinal)
    {
        "de", "la", "le", "les", "des", "du", "et", "une", "chez", "dans", "sur", "avec", "el", "los", "las", "del", "con", "por", "una", "y", "en", "der", "das", "und", "bei", "mit", "von", "eine", "einer", "eines", "im", "zur", "nach",
        "il", "di", "della", "nel", "nella", "dei", "e", "da", "do", "dos", "em", "na", "no", "com", "pelo", "uma", "van", "het", "een", "bij", "och", "av", "med", "og",
    };

    private static readonly string[] Numerals = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    private static readonly string[] Ordinals = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    private static readonly string[] Roman =
        ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"];

    private readonly IReadOnlyList<string> _words;
    private readonly string _numbers;

    private WorkTitle(string text)
    {
        _words = WordsOf(text);
        Letters = string.Concat(_words);
        MayBeTranslated = text.TrimStart(' ', '"', '“').StartsWith('[') || _words.Count(ForeignWords.Contains) > 1 || _words.Any(word => word.Any(c => c > 'ɏ'));
        _numbers = string.Concat(Enumerable.Range(0, _words.Count).Select(NumberAt));
    }

    /// <summary>The folded words without what parts them.</summary>
    public string Letters { get; }

    /// <summary>Written in brackets, as MEDLINE writes translations, or not in English.</summary>
    public bool MayBeTranslated { get; }

    /// <summary>Long enough that two works will not bear it by chance.</summary>
    public bool IsTelling => Letters.Length >= MinTelling;

    /// <summary>So many of its longest words, in an order of their own; null when it has fewer.</summary>
    public string? Longest(int count) =>
        _words.Count < count ? null : string.Join(' ', _words.Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal).Take(count));

    /// <summary>The titles of an article that have a letter or digit: in both languages, also where a source wrote them as one.</summary>
    public static IReadOnlyList<WorkTitle> Of(Article article) =>
        [.. new[] { article.Title, article.VernacularTitle }.OfType<string>().SelectMany(Written).Select(title => new WorkTitle(title)).Where(title => title.Letters.Length > 0).DistinctBy(title => title.Letters, StringComparer.Ordinal)];

    /// <summary>The best that any title of one has in common with any of the other; <see cref="Agreement.Unknown"/> where one has none.</summary>
    public static Agreement Compare(IReadOnlyList<WorkTitle> titles, IReadOnlyList<WorkTitle> others) =>
        titles.Count == 0 || others.Count == 0 ? Agreement.Unknown : titles.Max(title => others.Max(title.Compare));

    /// <summary>The words of a text, folded as the matcher folds them.</summary>
    public static IReadOnlyList<string> WordsOf(string text) => FoldedText.WordsOf(text);

    /// <summary>Dice over letter pairs: tells a spelling or markup difference from another word or title.</summary>
    public static double Similarity(string title, string other)
    {
        if (title.Length < 2 || other.Length < 2)
        {
            return 0;
        }

        var pairs = new Dictionary<(char, char), int>();
        for (var i = 1; i < title.Length; i++)
        {
            pairs[(title[i - 1], title[i])] = pairs.GetValueOrDefault((title[i - 1], title[i])) + 1;
        }

        var shared = 0;
        for (var i = 1; i < other.Length; i++)
        {
            if (pairs.GetValueOrDefault((other[i - 1], other[i])) is var left and > 0)
            {
                pairs[(other[i - 1], other[i])] = left - 1;
                shared++;
            }
        }

        return 2.0 * shared / (title.Length + other.Length - 2);
    }

    private static IEnumerable<string> Written(string title)
    {
        var plain = Tag().Replace(title, " ").Trim();
        yield return plain;

        // "Titulo; Title", "Titre = Title", "Title [Titre]": one work in two languages.
        var parts = Translation().Match(plain) is { Success: true } both ? [both.Groups["one"].Value, both.Groups["other"].Value]
            : plain.Split(';') is [var first, var second] ? [first, second]
            : plain.Split(" = ") is [var left, var right] ? [left, right]
            : Array.Empty<string>();
        foreach (var part in parts.Length > 0 && parts.All(part => part.Trim().Length >= MinTelling) ? parts : [])
        {
            yield return part;
        }
    }

    private Agreement Compare(WorkTitle other)
    {
        if (Letters == other.Letters)
        {
            return Agreement.Same;
        }

        var (shorter, longer) = Letters.Length <= other.Letters.Length ? (this, other) : (other, this);
        if (shorter.IsPartOf(longer))
        {
            return Agreement.Part;
        }

        // What has as many letters more or less is no slip.
        if (_numbers != other._numbers || shorter.Letters.Length < longer.Letters.Length / 2)
        {
            return Agreement.Different;
        }

        return Similarity(Letters, other.Letters) switch
        {
            >= 0.9 when !IsAbout(other) && !other.IsAbout(this) => Agreement.Near,
            >= 0.8 => Agreement.Weak,
            _ => Agreement.Different,
        };
    }

    /// <summary>Has a word that makes it a work about the other one.</summary>
    private bool IsAbout(WorkTitle other) => _words.Any(word => NoticeWords.Contains(word) && !other._words.Contains(word, StringComparer.Ordinal));

    // Sources cut subtitles and add notes: a title that begins or ends with all of the other is the same title when the shorter is long enough to be one.
    private bool IsPartOf(WorkTitle longer)
    {
        if (Letters.Length < MinPart)
        {
            return false;
        }

        if (longer.Letters.StartsWith(Letters, StringComparison.Ordinal))
        {
            // "Part I" begins "Part II", but within a word; and what goes on with a number of its own is another part.
            return longer.WordsIn(Letters.Length) is { } at && !longer.GoesOnWithNumber(at) && !longer._words.Skip(at).Any(NoticeWords.Contains);
        }

        return longer.Letters.EndsWith(Letters, StringComparison.Ordinal)
            && longer.WordsIn(longer.Letters.Length - Letters.Length) is { } before && !longer._words.Take(before).Any(NoticeWords.Contains);
    }

    /// <summary>How many words so many letters are; null when they end within one.</summary>
    private int? WordsIn(int letters)
    {
        var (at, length) = (0, 0);
        for (; at < _words.Count && length < letters; at++)
        {
            length += _words[at].Length;
        }

        return length == letters ? at : null;
    }

    private bool GoesOnWithNumber(int at) => at < _words.Count
        && ((PartWords.Contains(_words[at]) && at + 1 < _words.Count && NumberAt(at + 1).Length > 0)
            || Array.IndexOf(Roman, _words[at]) > 0
            || (at == _words.Count - 1 && NumberAt(at).Length > 0));

    /// <summary>Digits of the word, a numeral in digits, or the letter after "part"; empty for any other word.</summary>
    private string NumberAt(int at)
    {
        var word = _words[at];
        var follows = at > 0 && PartWords.Contains(_words[at - 1]);
        foreach (var list in new[] { Numerals, Ordinals, Roman })
        {
            // A single i, v or x is a numeral only where one is expected.
            if (Array.IndexOf(list, word) is > 0 and var number && (list != Roman || word.Length > 1 || follows || at == _words.Count - 1))
            {
                return number.ToString(CultureInfo.InvariantCulture);
            }
        }

        return follows && word.Length == 1 ? word : string.Concat(word.Where(char.IsAsciiDigit));
    }

    // What databases and publishers add to a title without changing the work.
    [GeneratedRegex(@"\[(?:errat(?:um|a)|corrections?|comments?|retraction|republished|summary|update)\s+(?:appears\s+)?in\b[^\]]*(?:\]|$)|\[(?:abstract[^\]]{0,20}|letter|corrected|electronic resource|(?:article )?(?:in )?(?:chinese|czech|danish|dutch|french|german|hebrew|hungarian|italian|japanese|korean|norwegian|persian|polish|portuguese|russian|spanish|swedish|turkish|ukrainian)|review|article|see comments?|in process citation|<?original>?)\]|^\s*(?:retracted article|retracted|withdrawn)\s*:|<[^>]{1,20}>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(?<one>.{25,}?)\s*\[(?<other>.{25,})\]\s*\.?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Translation();
}
