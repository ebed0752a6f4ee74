using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Digests.Mail;

/// <summary>A stretch of text that matched, or did not.</summary>
internal sealed record TextPiece(string Text, bool IsMatch)
{
    /// <summary>
    /// <paramref name="text"/> from <paramref name="start"/> up to <paramref name="end"/>, in pieces. Spans that overlap become one;
    /// spans outside the text are clipped, since they may be of another revision.
    /// </summary>
    public static IReadOnlyList<TextPiece> Split(string text, IEnumerable<MatchSpan> spans, int start, int end)
    {
        var pieces = new List<TextPiece>();
        var at = start;
        foreach (var span in spans.OrderBy(span => span.Start))
        {
            var from = ForeignText.Whole(text, Math.Clamp(span.Start, at, end));
            var to = ForeignText.Whole(text, (int)Math.Clamp((long)span.Start + span.Length, at, end));
            if (to > from)
            {
                Add(at, from, isMatch: false);
                Add(from, to, isMatch: true);
                at = to;
            }
        }

        Add(at, end, isMatch: false);
        return pieces;

        // Cleaned piece by piece: before, the spans' places would no longer fit.
        void Add(int from, int to, bool isMatch)
        {
            if (to > from && ForeignText.Clean(text[from..to]) is { Length: > 0 } clean)
            {
                pieces.Add(new TextPiece(clean, isMatch));
            }
        }
    }

    /// <summary>A short text in pieces, cut at a word near <paramref name="max"/>.</summary>
    public static IReadOnlyList<TextPiece> Line(string? text, IEnumerable<MatchSpan> spans, int max)
    {
        text ??= "";
        var end = text.Length <= max ? text.Length : ForeignText.WordEnd(text, max - 1);
        var pieces = Split(text, spans, 0, end);
        return end == text.Length ? pieces : [.. pieces, new TextPiece("…", IsMatch: false)];
    }

    public static string Join(IEnumerable<TextPiece> pieces) => string.Concat(pieces.Select(piece => piece.Text)).Trim();
}
