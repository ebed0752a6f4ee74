using System.Text.RegularExpressions;
using LitWatch.Articles;

namespace LitWatch.Sources.Pages;

/// <summary>A person's name, or a group's, as pages and citations write it.</summary>
internal static partial class PersonName
{
    private static readonly HashSet<string> Degrees = new(StringComparer.OrdinalIgnoreCase)
    {
        "MD", "PhD", "MSc", "BSc", "MPH", "MBBS", "DO", "DDS", "PharmD", "RN", "FRCP", "MRCP", "Dr", "Prof", "DPhil", "MA", "BA", "MS", "FACP", "DVM", "MBA", "ScD", "DrPH",
    };

    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal) { "Van", "Von", "De", "Del", "Della", "Di", "Da", "Dos", "Du", "La", "Le", "El", "Al", "Bin", "Ben", "Ter", "Ten", "Den", "Der", "St.", "San" };

    /// <summary><c>Doe, Jane A.</c>, <c>Jane A. Doe, MD</c>, <c>Ludwig van Beethoven</c>, <c>Doe JA</c>, <c>The Study Group</c>; null for what holds no letter.</summary>
    public static Author? Of(string? text)
    {
        var name = FullStop().Replace(PlainText.Normalize(Marks().Replace(text ?? "", " "))?.Trim(' ', ',', ';', '*') ?? "", "");
        if (!name.Any(char.IsLetter))
        {
            return null;
        }

        if (Group().IsMatch(name))
        {
            return new Author { Collective = name };
        }

        string[] parts = [.. name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(part => !IsDegree(part))];
        if (parts.Length > 1)
        {
            return new Author { Family = parts[0], Given = parts[1] };
        }

        var words = (parts.Length == 0 ? name : parts[0]).Split(' ');
        if (words.Length == 1)
        {
            return new Author { Family = words[0] };
        }

        if (Initials().IsMatch(words[^1]) && !Initials().IsMatch(words[0]))
        {
            return new Author { Family = string.Join(' ', words[..^1]), Initials = words[^1].Replace(".", "", StringComparison.Ordinal) };
        }

        // Particles belong to the family name: van, de la, Di.
        var family = words.Length - 1;
        while (family > 1 && (char.IsLower(words[family - 1][0]) || Particles.Contains(words[family - 1])))
        {
            family--;
        }

        return new Author { Given = string.Join(' ', words[..family]), Family = string.Join(' ', words[family..]) };
    }

    private static bool IsDegree(string part) => part.Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
        && (Degrees.Contains(part.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)) || Array.TrueForAll(words, Degrees.Contains));

    /// <summary>Marks of affiliations: superscript digits, digits at the end of a name, daggers.</summary>
    [GeneratedRegex(@"[\u00B9\u00B2\u00B3\u2070-\u2079*†‡§¶#]+|(?<=\p{L})\d+(?:,\d+)*|\s\d+(?:\s*,\s*\d+)*(?=\s*$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Marks();

    /// <summary>The point that ends a list of names, not the one of an initial.</summary>
    [GeneratedRegex(@"(?<=\p{L}{2})\.+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FullStop();

    [GeneratedRegex(@"^(?:\p{Lu}\.?-?){1,4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Initials();

    [GeneratedRegex(@"\b(?:group|consortium|collaborat(?:ion|ive|ors)|investigators|network|committee|society|association|task force|initiative|team|study|registry)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Group();
}
