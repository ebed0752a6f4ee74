using System.Collections.Frozen;
using System.Text;
using LitWatch.Strategies.Matching;

namespace LitWatch.Strategies;

/// <summary>
/// The words of a term as a query may hold them: letters, digits and inner apostrophes only. Whatever could be syntax (quotes, brackets, colons, asterisks …)
/// is a gap between words.
/// </summary>
internal static class QueryWords
{
    /// <summary>Words that PubMed does not search by themselves (NLM, PubMed Help, "Stopwords"), and the words of Boolean logic.</summary>
    private static readonly FrozenSet<string> StopWords = FrozenSet.ToFrozenSet(
        ("a about again all almost also although always among an and another any are as at be because been before being between both but by can could did do does done due during "
        + "each either enough especially etc for found from further had has have having here how however i if in into is it its itself just kg km made mainly make may mg might ml mm "
        + "most mostly must nearly neither no nor not obtained of often on or our overall perhaps pmid quite rather really regarding seem seen several should show showed shown shows "
        + "significantly since so some such than that the their theirs them then there therefore these they this those through thus to upon use used using various very was we were "
        + "what when which while with within without would").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>With fewer places that may be closed, all ways to do so are written.</summary>
    private const int AllClosings = 4;

    /// <summary>With more, each alone would make a long query of what nobody writes.</summary>
    private const int OneClosing = 8;

    public static bool IsStopWord(string word) => StopWords.Contains(word);

    /// <summary>
    /// The ways to write a term that may stand differently in an index: each hyphen as a gap (<c>palmo plantar</c>) or closed (<c>palmoplantar</c>), Greek
    /// letters as they are and spelt out. Of four such places and more: all, none, one, all but one; of very many, all or none. None without a letter or digit.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Spellings(string value)
    {
        var plain = Plain(value, greek: false);
        var spelt = Plain(value, greek: true);
        return [.. Closings(plain).Concat(spelt == plain ? [] : Closings(spelt))
            .Select(Trimmed)
            .Where(words => words.Count > 0)
            .DistinctBy(words => string.Join(' ', words), StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>A name of a controlled vocabulary: its own punctuation stays where it cannot be syntax.</summary>
    public static string Name(string value)
    {
        var name = new StringBuilder();
        foreach (var rune in TermText.Composed(value).EnumerateRunes())
        {
            name.Append(Characters.IsWordPart(rune) || "-,'./+&%".Contains((char)rune.Value, StringComparison.Ordinal) && rune.IsBmp ? rune.ToString() : " ");
        }

        var words = name.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Any(word => word.Any(char.IsLetterOrDigit)) ? string.Join(' ', words) : "";
    }

    // Gaps are spaces, hyphens '-', apostrophes '\''.
    private static string Plain(string value, bool greek)
    {
        var plain = new StringBuilder();
        foreach (var rune in TermText.Composed(value).EnumerateRunes())
        {
            plain.Append(rune switch
            {
                _ when greek && Characters.GreekName(rune) is { } name => $"-{name}-",
                _ when Characters.IsWordPart(rune) => rune.ToString(),
                _ when Characters.IsHyphen(rune) => "-",
                _ when Characters.IsApostrophe(rune) => "'",
                _ when Characters.IsInvisible(rune) => "",
                _ => " ",
            });
        }

        return plain.ToString();
    }

    private static IEnumerable<string> Closings(string plain)
    {
        int[] joints = [.. Enumerable.Range(0, plain.Length).Where(i => plain[i] is '-' or '\'')];
        IEnumerable<Func<int, bool>> choices = joints.Length < AllClosings
            ? Enumerable.Range(0, 1 << joints.Length).Select(closed => (Func<int, bool>)(joint => (closed & (1 << joint)) != 0))
            : joints.Length > OneClosing ? [_ => false, _ => true]
            : [_ => false, _ => true, .. joints.Select((_, one) => (Func<int, bool>)(joint => joint == one)), .. joints.Select((_, one) => (Func<int, bool>)(joint => joint != one))];
        return choices.Select(isClosed => string.Concat(plain.Select((c, i) => Array.IndexOf(joints, i) is var joint and >= 0 && isClosed(joint) ? "" : c == '-' ? " " : c.ToString())));
    }

    private static List<string> Trimmed(string plain) =>
        [.. plain.Split(' ').Select(word => word.Trim('\'')).Where(word => word.Any(char.IsLetterOrDigit) || word.Any(char.IsSurrogate))];
}
