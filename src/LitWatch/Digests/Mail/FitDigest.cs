using System.Text;

namespace LitWatch.Digests.Mail;

/// <summary>
/// Shares out the room of a mail body: articles in full while they fit, then titles, then a count. Alerts take turns, so that one
/// with thousands of articles cannot push the others out.
/// </summary>
/// <param name="render">A whole body.</param>
/// <param name="full">One article in full.</param>
/// <param name="brief">One article as a title.</param>
internal sealed class FitDigest(DigestManifest manifest, DigestLinks links, Func<DigestView, string> render, Func<ArticleView, string> full, Func<ArticleView, string> brief)
{
    /// <summary>Bodies are kept below this many bytes in UTF-8.</summary>
    public const int Limit = 100_000;

    // What the lines that count the rest may add to a body measured without articles.
    private const int Slack = 2_000;

    public string Fit()
    {
        var room = new DigestRoom();
        var bare = Size(render(View(room)));

        // Alerts by the hundred: half the room stays for articles.
        while (bare > Limit / 2 && room.SearchRows > 1)
        {
            room = room.Half();
            bare = Size(render(View(room)));
        }

        for (var budget = Limit - bare - Slack; ; budget -= Slack)
        {
            var body = render(View(room with { Articles = ShareOut(room, budget) }));
            if (Size(body) < Limit || budget <= 0)
            {
                return body;
            }
        }
    }

    private Dictionary<int, (int Full, int Brief)> ShareOut(DigestRoom room, int budget)
    {
        var turns = Turns(room).ToList();
        var inFull = Take(turns, 0, budget, full);
        if (inFull < turns.Count)
        {
            // Not all fit: a third is kept for titles, of which that shows many times more.
            inFull = Take(turns, 0, budget * 2 / 3, full);
        }

        var used = turns.Take(inFull).Sum(turn => Size(full(Article(turn))));
        var asTitles = Take(turns, inFull, budget - used, brief);
        return turns.Take(inFull + asTitles).Select((turn, i) => (turn.Alert, IsFull: i < inFull)).GroupBy(turn => turn.Alert)
            .ToDictionary(group => group.Key, group => (group.Count(turn => turn.IsFull), group.Count(turn => !turn.IsFull)));
    }

    private IEnumerable<(int Alert, int Line)> Turns(DigestRoom room)
    {
        var alerts = DigestView.Shown(manifest, room);
        return alerts
            .SelectMany(alert => Enumerable.Range(0, manifest.Alerts[alert].New.Count), (alert, line) => (Alert: alert, Line: line))
            .OrderBy(turn => turn.Line).ThenBy(turn => turn.Alert);
    }

    private int Take(List<(int Alert, int Line)> turns, int from, int budget, Func<ArticleView, string> form)
    {
        var taken = from;
        while (taken < turns.Count && (budget -= Size(form(Article(turns[taken])))) >= 0)
        {
            taken++;
        }

        return taken - from;
    }

    private ArticleView Article((int Alert, int Line) turn) => ArticleView.Of(manifest.Alerts[turn.Alert].New[turn.Line], manifest.FullAbstracts);

    private DigestView View(DigestRoom room) => DigestView.Of(manifest, links, room);

    private static int Size(string text) => Encoding.UTF8.GetByteCount(text);
}
