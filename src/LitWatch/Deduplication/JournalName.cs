using System.Text.RegularExpressions;
using LitWatch.Articles;

namespace LitWatch.Deduplication;

/// <summary>A journal by its ISSNs and by all ways its name is written: in full, abbreviated (<c>J Thorac Cardiovasc Surg</c>), as one word, by initials, in several languages (<c>Ai zheng = Chinese journal of cancer</c>).</summary>
internal sealed partial class JournalName
{
    private static readonly HashSet<string> Small = new(StringComparer.Ordinal)
    {
        "the", "of", "and", "in", "a", "an", "on", "for", "to", "de", "la", "le", "les", "des", "du", "et", "d", "l", "der", "die", "das", "und", "fur", "el", "los", "las", "y", "del", "della", "dell", "e", "il", "di", "proceedings", "annual",
    };

    private readonly HashSet<string> _issns;
    private readonly List<string[]> _names;

    private JournalName(HashSet<string> issns, List<string[]> names) => (_issns, _names) = (issns, names);

    public static JournalName? Of(Journal? journal)
    {
        if (journal is null)
        {
            return null;
        }

        var names = new[] { journal.Title, journal.IsoAbbreviation }.OfType<string>().SelectMany(Ways).Select(Words).Where(words => words.Length > 0).ToList();
        HashSet<string> issns = [.. journal.Issn.Select(issn => issn.ToUpperInvariant())];
        return names.Count + issns.Count == 0 ? null : new(issns, names);
    }

    public static Agreement Compare(JournalName? one, JournalName? other)
    {
        if (one is null || other is null)
        {
            return Agreement.Unknown;
        }

        if (one._issns.Overlaps(other._issns))
        {
            return Agreement.Same;
        }

        var best = one._names.Count == 0 || other._names.Count == 0 ? Agreement.Unknown : Agreement.Different;
        foreach (var name in one._names)
        {
            foreach (var theirs in other._names)
            {
                if (name.SequenceEqual(theirs, StringComparer.Ordinal))
                {
                    return Agreement.Same;
                }

                best = IsShort(name, theirs) || IsShort(theirs, name) ? Agreement.Near : best;
            }
        }

        return best;
    }

    private static IEnumerable<string> Ways(string name)
    {
        var plain = Bracketed().Replace(name, " ");
        yield return plain;
        foreach (var translated in Bracketed().Matches(name).Select(match => match.Value.Trim('[', ']', '(', ')')).Where(text => text.Count(c => c == ' ') > 1))
        {
            yield return translated;
        }

        foreach (var part in plain.Split('='))
        {
            yield return part;
        }

        if (plain.Split([':', '.'], 2) is [{ Length: > 3 } main, { Length: > 0 }])
        {
            yield return main;
        }
    }

    private static string[] Words(string name) => [.. WorkTitle.WordsOf(name).Where(word => !Small.Contains(word) && !word.All(char.IsAsciiDigit))];

    private static bool IsShort(string[] abbreviated, string[] full) => IsAbbreviation(abbreviated, full) || IsInitials(abbreviated, full) || IsOneWord(abbreviated, full);

    /// <summary>Each word stands for one of the full name, in order.</summary>
    private static bool IsAbbreviation(string[] abbreviated, string[] full)
    {
        var at = 0;
        foreach (var word in abbreviated)
        {
            while (at < full.Length && !Abbreviates(word, full[at]) && !Abbreviates(full[at], word))
            {
                at++;
            }

            if (at++ >= full.Length)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A beginning (<c>surg</c>) or a contraction (<c>dtsch</c>) of the word.</summary>
    private static bool Abbreviates(string abbreviation, string word)
    {
        if (abbreviation[0] != word[0] || abbreviation.Length > word.Length)
        {
            return false;
        }

        var at = 0;
        foreach (var letter in word)
        {
            at += at < abbreviation.Length && abbreviation[at] == letter ? 1 : 0;
        }

        return at == abbreviation.Length;
    }

    private static bool IsInitials(string[] abbreviated, string[] full) =>
        abbreviated is [{ Length: > 2 } word, ..] && string.Concat(full.Select(name => name[0])).StartsWith(word, StringComparison.Ordinal);

    /// <summary>Beginnings of all the words in one: <c>Jthoraccardiovascsurg</c>, <c>AMCIS</c> (Americas Conference on Information Systems).</summary>
    private static bool IsOneWord(string[] abbreviated, string[] full)
    {
        if (abbreviated is not [{ Length: > 3 } word] || full.Length < 2)
        {
            return false;
        }

        var at = 0;
        foreach (var name in full)
        {
            var shared = 0;
            while (at + shared < word.Length && shared < name.Length && word[at + shared] == name[shared])
            {
                shared++;
            }

            if (shared == 0)
            {
                return false;
            }

            at += shared;
        }

        return at == word.Length;
    }

    [GeneratedRegex(@"\([^)]*\)?|\[[^\]]*\]?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bracketed();
}
