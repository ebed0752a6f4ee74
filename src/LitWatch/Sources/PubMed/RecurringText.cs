using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// One string for each of the terms that come again and again (languages, publication types, MeSH names and their codes, journals), so that many articles
/// hold them once. Constant in size: a term takes the place of another with the same hash.
/// </summary>
internal sealed class RecurringText
{
    private const int Longest = 64;
    private readonly string?[] terms = new string?[4096];

    /// <summary><paramref name="text"/> in <see cref="PlainText"/>'s form; null when nothing is left.</summary>
    public string? Of(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Longest)
        {
            return PlainText.Normalize(text);
        }

        ref var place = ref terms[string.GetHashCode(text, StringComparison.Ordinal) & (terms.Length - 1)];
        if (place is null || !text.SequenceEqual(place))
        {
            var normal = PlainText.Normalize(text);
            if (normal is null || !text.SequenceEqual(normal))
            {
                return normal;
            }

            place = normal;
        }

        return place;
    }
}
