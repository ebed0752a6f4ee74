using System.Globalization;
using System.Text;
using LitWatch.Articles;

namespace LitWatch.Deduplication;

/// <summary>A title made ready for comparison. Spelling, markup and a cut subtitle do not matter; a number does: parts of a series differ in nothing else.</summary>
internal sealed class WorkTitle
{
    private const int MinPrefix = 30;

    private static readonly HashSet<string> PartWords = new(StringComparer.Ordinal)
    {
        "part", "parts", "chapter", "section", "volume", "vol", "number", "no", "nr", "case", "series", "report", "teil", "partie", "parte", "phase", "study", "trial",
    };

    private static readonly string[] Numerals = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    private static readonly string[] Ordinals = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    private static readonly string[] Roman =
        ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"];

    private readonly string folded;
    private readonly List<string> words;
    private readonly string numbers;

    private WorkTitle(string text)
    {
        words = WordsOf(text);
        folded = ArticleKey.Fold(text);
        numbers = string.Concat(Enumerable.Range(0, words.Count).Select(NumberAt));
    }

    /// <summary>The titles of an article that have a letter or digit.</summary>
    public static IReadOnlyList<WorkTitle> Of(Article article) =>
        [.. new[] { article.Title, article.VernacularTitle }.OfType<string>().Select(title => new WorkTitle(title)).Where(title => title.folded.Length > 0)];

    public bool Agrees(WorkTitle other) =>
        folded == other.folded || IsBeginningOf(other) || other.IsBeginningOf(this)
        || (numbers == other.numbers && Similarity(folded, other.folded) >= 0.9);

    // Sources cut subtitles and add trailing notes: a title that begins with all of the other is the same title when the shorter is long enough to be one.
    private bool IsBeginningOf(WorkTitle longer)
    {
        if (folded.Length < MinPrefix || !longer.folded.StartsWith(folded, StringComparison.Ordinal))
        {
            return false;
        }

        var (at, length) = (0, 0);
        for (; at < longer.words.Count && length < folded.Length; at++)
        {
            length += longer.words[at].Length;
        }

        // "Part I" begins "Part II", but within a word; and what goes on with a number of its own is another part.
        return length == folded.Length && !longer.GoesOnWithNumber(at);
    }

    private bool GoesOnWithNumber(int at) => at < words.Count
        && ((PartWords.Contains(words[at]) && at + 1 < words.Count && NumberAt(at + 1).Length > 0)
            || Array.IndexOf(Roman, words[at]) > 0
            || (at == words.Count - 1 && NumberAt(at).Length > 0));

    /// <summary>Digits of the word, a numeral in digits, or the letter after "part"; empty for any other word.</summary>
    private string NumberAt(int at)
    {
        var word = words[at];
        var follows = at > 0 && PartWords.Contains(words[at - 1]);
        foreach (var list in new[] { Numerals, Ordinals, Roman })
        {
            // A single i, v or x is a numeral only where one is expected.
            if (Array.IndexOf(list, word) is > 0 and var number && (list != Roman || word.Length > 1 || follows || at == words.Count - 1))
            {
                return number.ToString(CultureInfo.InvariantCulture);
            }
        }

        return follows && word.Length == 1 ? word : string.Concat(word.Where(char.IsAsciiDigit));
    }

    private static List<string> WordsOf(string text)
    {
        var found = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark && word.Length > 0)
            {
                found.Add(word.ToString());
                word.Clear();
            }
        }

        return word.Length > 0 ? [.. found, word.ToString()] : found;
    }

    // Dice over letter pairs: tells a spelling or markup difference from another title.
    private static double Similarity(string title, string other)
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
}
