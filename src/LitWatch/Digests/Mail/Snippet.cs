using System.Text;
using LitWatch.Articles;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Digests.Mail;

/// <summary>The part of an abstract that says most about the match: around the first place of each of up to three terms.</summary>
internal static class Snippet
{
    public const int Longest = 600;

    /// <summary>Of an abstract in full: the longest that PubMed has are below it.</summary>
    public const int LongestInFull = 10_000;

    private const int Fragments = 3;
    private static readonly TextPiece Gap = new(" … ", IsMatch: false);

    /// <summary>The snippet in pieces; empty without an abstract.</summary>
    public static IReadOnlyList<TextPiece> Of(Article article, IReadOnlyList<MatchSpan> spans, bool isFull = false)
    {
        var (text, places) = Flatten(article.Abstract, spans);
        if (text.Length <= (isFull ? LongestInFull : Longest))
        {
            return TextPiece.Split(text, places, 0, text.Length);
        }

        var pieces = new List<TextPiece>();
        foreach (var (start, end) in Windows(text, places))
        {
            if (start > 0)
            {
                pieces.Add(Gap);
            }

            pieces.AddRange(TextPiece.Split(text, places, start, end));
            if (end == text.Length)
            {
                return pieces;
            }
        }

        return [.. pieces, Gap];
    }

    private static (string Text, List<MatchSpan> Places) Flatten(IReadOnlyList<AbstractSection> sections, IReadOnlyList<MatchSpan> spans)
    {
        var text = new StringBuilder();
        var places = new List<MatchSpan>();
        for (var i = 0; i < sections.Count; i++)
        {
            text.Append(i > 0 ? " " : "").Append(sections[i].Label is { Length: > 0 } label ? label + ": " : "");
            places.AddRange(spans.Where(span => span.Field == $"abstract[{i}]").Select(span => span with { Start = span.Start + text.Length }));
            text.Append(sections[i].Text);
        }

        return (text.ToString(), places);
    }

    private static List<(int Start, int End)> Windows(string text, List<MatchSpan> places)
    {
        int[] firsts = [.. places
            .Where(place => place.Start >= 0 && place.Start < text.Length)
            .GroupBy(place => place.Term, StringComparer.OrdinalIgnoreCase)
            .Select(places => places.Min(place => place.Start))
            .Order()
            .Take(Fragments)];
        var room = Longest / Math.Max(1, firsts.Length);
        var windows = new List<(int Start, int End)>();
        foreach (var first in firsts is [] ? [0] : firsts)
        {
            var start = Math.Clamp(first - (room / 3), 0, text.Length - room);
            var end = start + room;
            if (windows is [.., var last] && start <= last.End)
            {
                windows[^1] = (last.Start, end);
            }
            else
            {
                windows.Add((start, end));
            }
        }

        return [.. windows.Select(window => (ForeignText.WordStart(text, window.Start), ForeignText.WordEnd(text, window.End)))];
    }
}
