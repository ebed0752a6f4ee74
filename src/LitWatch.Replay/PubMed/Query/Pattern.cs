namespace LitWatch.Replay.PubMed.Query;

/// <summary>The words of a term. A star after at least four letters truncates the last word; any other star is dropped (protocols, 3.1).</summary>
internal sealed record Pattern(string[] Words, bool IsTruncated, bool IsHyphenated)
{
    private const int ShortestRoot = 4;

    public static Pattern Of(string text)
    {
        var words = PubMedText.Words(text);
        var isTruncated = text.TrimEnd().EndsWith('*') && words.Length > 0 && words[^1].Length >= ShortestRoot;
        return new Pattern(words, isTruncated, HasHyphen(text));
    }

    private static bool HasHyphen(string text)
    {
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (text[i] is '-' or '\u2010' or '\u2011' && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]))
            {
                return true;
            }
        }

        return false;
    }
}
