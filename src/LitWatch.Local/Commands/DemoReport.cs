using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Digests.Mail;
using LitWatch.Sources;
using Spectre.Console;

namespace LitWatch.Local.Commands;

/// <summary>A digest as a table on a terminal, as plain lines in a pipe.</summary>
internal static class DemoReport
{
    public static void Print(DigestManifest manifest, Terminal terminal)
    {
        var count = manifest.NewCount();
        terminal.Data.WriteLine(count switch
        {
            0 when manifest.PreviousSlot is null => "Nothing new: none of the records matches an alert.",
            0 => "Nothing new since the last digest.",
            1 => "1 new article",
            _ => $"{count} new articles",
        });
        var alerts = manifest.Alerts.Where(alert => alert.New.Count > 0);
        if (terminal.Out.Profile.Out.IsTerminal)
        {
            foreach (var alert in alerts)
            {
                terminal.Out.Write(TableOf(alert));
            }
        }
        else
        {
            foreach (var alert in alerts)
            {
                terminal.Data.WriteLine();
                terminal.Data.WriteLine($"{alert.Name}: {alert.New.Count} new");
                alert.New.ToList().ForEach(line => Write(line, terminal.Data));
            }
        }

        terminal.Data.WriteLine();
        var searches = manifest.Alerts.SelectMany(alert => alert.Searches).ToLookup(search => search.Outcome);
        terminal.Data.WriteLine("Searched: " + string.Join(", ", searches.OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key?.ToString().ToLowerInvariant() ?? "not yet"}")));
        terminal.SayIfAny(NcbiNotice.For(manifest.Alerts.SelectMany(alert => alert.Searches).Select(search => search.Source)));
    }

    private static void Write(DigestLine line, TextWriter text)
    {
        text.WriteLine($"  {line.Article.Title ?? "[no title]"}");
        text.WriteLine($"    {Origin(line.Article)}");
        text.WriteLine($"    {Identifiers(line.Article)}");
        if (line.Article.Keywords.Count > 0)
        {
            text.WriteLine($"    keywords: {string.Join(", ", line.Article.Keywords)}");
        }

        text.WriteLine($"    matched: {Matched(line)}");
    }

    private static Table TableOf(DigestAlert alert)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape($"{alert.Name}: {alert.New.Count} new")), Border = TableBorder.Rounded, Expand = true, ShowHeaders = false, ShowRowSeparators = true };
        table.AddColumn("Article");
        foreach (var line in alert.New)
        {
            table.AddRow($"[bold]{Markup.Escape(line.Article.Title ?? "[no title]")}[/]\n{Markup.Escape(Origin(line.Article))}\n{Markup.Escape(Identifiers(line.Article))}\n[dim]matched: {Markup.Escape(Matched(line))}[/]");
        }

        return table;
    }

    private static string Origin(Article article) => string.Join(" · ", new[]
    {
        ArticleWords.Authors(article.Authors), ArticleWords.Citation(article), article.IsRetracted ? "RETRACTED" : "",
    }.Where(part => part.Length > 0));

    private static string Identifiers(Article article) =>
        string.Join(" · ", new[] { article.Pmid is { } pmid ? $"PMID {pmid}" : null, article.Doi is { } doi ? $"doi {doi}" : null, article.Pmcid?.ToString() }.OfType<string>());

    private static string Matched(DigestLine line) => line.Spans.Count == 0
        ? $"by {string.Join(", ", line.FoundIn)}"
        : string.Join(", ", line.Spans.Select(span => span.Term).Distinct(StringComparer.OrdinalIgnoreCase));
}
