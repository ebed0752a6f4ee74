using System.Globalization;
using LitWatch.Sources;

namespace LitWatch.Digests.Mail;

/// <summary>The plain text body: the same content in the same order as <see cref="DigestHtml"/>.</summary>
internal static class DigestText
{
    public static string Render(DigestManifest manifest, DigestLinks links) =>
        new FitDigest(manifest, links, Body, article => Written(lines => Full(lines, article, "99. ")), article => Written(lines => Brief(lines, article, "99. "))).Fit();

    private static string Body(DigestView view) => Written(lines =>
    {
        lines.Line(view.Headline).Line(new string('=', Math.Min(TextLines.Columns, view.Headline.Length))).Line(view.When).Line(view.Since);
        Gaps(lines, view);
        Summary(lines, view);
        foreach (var section in view.Sections)
        {
            Section(lines, section, view.Links);
        }

        Rest(lines, view.SectionsRest, view.Links);
        Searched(lines, view);
        Footer(lines, view);
    });

    private static void Gaps(TextLines lines, DigestView view)
    {
        if (view.IsComplete)
        {
            return;
        }

        lines.Line().Hanging("!! ", DigestNotice.GapsTitle, 0, 3);
        foreach (var gap in view.Gaps)
        {
            lines.Hanging("- ", gap, 3, 5);
        }

        lines.Line(DigestNotice.GapsAdvice, 3);
    }

    private static void Summary(TextLines lines, DigestView view)
    {
        lines.Heading("Alerts", '-');
        foreach (var row in view.Summary)
        {
            lines.Hanging("- ", $"{row.Alert}: {Number(row.New)} new; {row.Status}", 0, 2);
        }

        Rest(lines, view.SummaryRest, view.Links);
        if (!view.HasNews)
        {
            lines.Line().Line($"{DigestNotice.NothingNew} {view.Certainty}");
        }
    }

    private static void Section(TextLines lines, AlertSection section, DigestLinks links)
    {
        lines.Heading($"{section.Alert}: {Number(section.New)} new", '=');
        if (section.Changed.Count > 0)
        {
            lines.Line().Line(DigestNotice.Changed);
            foreach (var change in section.Changed)
            {
                Brief(lines, change.Article, "! ", change.What + ": ");
                lines.Line(change.Article.Citation, 4);
            }

            Rest(lines, section.MoreChanged > 0 ? $"and {Number(section.MoreChanged)} more" : null, links);
        }

        var number = 0;
        foreach (var article in section.Full)
        {
            lines.Line();
            Full(lines, article, Ordinal(++number));
        }

        if (section.Brief.Count > 0)
        {
            lines.Line().Line("Further new articles, by title:");
        }

        foreach (var article in section.Brief)
        {
            Brief(lines, article, Ordinal(++number));
        }

        Rest(lines, section.More > 0 ? $"and {Number(section.More)} more" : null, links);
        if (section.Known.Count + section.MoreKnown > 0)
        {
            lines.Line().Line("Known articles that now also match");
            foreach (var article in section.Known)
            {
                Brief(lines, article, "- ");
            }

            Rest(lines, section.MoreKnown > 0 ? $"and {Number(section.MoreKnown)} more" : null, links);
        }
    }

    private static void Full(TextLines lines, ArticleView article, string ordinal)
    {
        const int indent = 4;
        Title(lines, article, ordinal, article.Marks);
        if (article.OriginalTitle.Count > 0)
        {
            lines.Line(TextPiece.Join(article.OriginalTitle), indent);
        }

        foreach (var line in new[] { article.Authors, article.Citation }.Where(line => line.Length > 0))
        {
            lines.Line(line, indent);
        }

        foreach (var reference in article.References)
        {
            lines.Line($"{reference.Label} {reference.Text}: {reference.Address.AbsoluteUri}", indent);
        }

        if (article.Snippet.Count > 0)
        {
            lines.Line().Line(string.Concat(article.Snippet.Select(piece => piece.IsMatch ? $"*{piece.Text}*" : piece.Text)), indent).Line();
        }

        foreach (var fact in article.Facts)
        {
            lines.Hanging(fact.Label + ": ", fact.Text, indent, indent + 2);
        }
    }

    // The address is told here as nowhere else; an article in full has it among its references.
    private static void Brief(TextLines lines, ArticleView article, string ordinal, string before = "")
    {
        Title(lines, article, ordinal, article.Marks.Where(mark => mark.IsAlarm), before);
        if (article.Address is { } address)
        {
            lines.Line(address.AbsoluteUri, 4);
        }
    }

    private static void Title(TextLines lines, ArticleView article, string ordinal, IEnumerable<ArticleMark> marks, string before = "") =>
        lines.Hanging(ordinal.PadRight(4), before + string.Concat(marks.Select(mark => $"[{mark.Text}] ")) + TextPiece.Join(article.Title), 0, 4);

    private static void Searched(TextLines lines, DigestView view)
    {
        lines.Heading("What was searched", '=');
        foreach (var group in view.Searches)
        {
            lines.Line().Line(group.Alert);
            foreach (var row in group.Rows)
            {
                lines.Hanging("- ", $"{row.Source} ({row.Duty}): {row.Outcome}", 0, 2)
                    .Line(string.Join("; ", new[] { row.Days, row.Counts, row.Through }.Where(part => part.Length > 0)), 2);
                foreach (var warning in row.Warnings)
                {
                    lines.Hanging("Warning: ", warning, 2, 4);
                }
            }
        }

        Rest(lines, view.SearchesRest, view.Links);
        foreach (var note in view.Notes)
        {
            lines.Line().Hanging("Note: ", note, 0, 2);
        }
    }

    private static void Footer(TextLines lines, DigestView view)
    {
        lines.Line().Line(new string('-', TextLines.Columns))
            .Line($"LitWatch: subscription {view.Subscription}")
            .Line($"Next digest: {view.NextDigest}")
            .Line($"Open LitWatch: {view.Links.Web.AbsoluteUri}");
        if (view.Links.Unsubscribe is { } unsubscribe)
        {
            lines.Line($"Unsubscribe: {unsubscribe.AbsoluteUri}");
        }

        lines.Line().Line(NcbiNotice.Line).Line($"LitWatch {view.Software}");
    }

    private static void Rest(TextLines lines, string? rest, DigestLinks links)
    {
        if (rest is not null)
        {
            lines.Line($"{rest} {links.Web.AbsoluteUri}");
        }
    }

    private static string Ordinal(int number) => Number(number) + ". ";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Written(Action<TextLines> write)
    {
        var lines = new TextLines();
        write(lines);
        return lines.ToString();
    }
}
