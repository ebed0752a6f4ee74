using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;
using Spectre.Console;

namespace LitWatch.Local.Commands;

/// <summary>Tables for people, and how values stand in them. Foreign text is shown as text: without markup, without control characters.</summary>
internal static class Tables
{
    /// <summary>Prints a table that fits the width, or <paramref name="empty"/> to stderr when there is no row.</summary>
    /// <param name="columns">Names; one that starts with <c>!</c> is never wrapped.</param>
    public static void PrintTable(this Terminal terminal, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, string empty)
    {
        if (rows.Count == 0)
        {
            terminal.Say(empty);
            return;
        }

        var table = new Table { ShowHeaders = columns.Any(column => column.Length > 0) }.Border(TableBorder.Simple).ShowRowSeparators();
        foreach (var column in columns)
        {
            var whole = column.StartsWith('!');
            var shown = new TableColumn(new Text(column.TrimStart('!'), new Style(decoration: Decoration.Bold)));
            table.AddColumn(whole ? shown.NoWrap() : shown);
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(Plain(cell))));
        }

        terminal.Out.Write(table);
    }

    /// <summary>Title and, on lines of their own, journal, PMID and DOI.</summary>
    public static string Cell(Article article) => string.Join('\n', new[]
    {
        (article.IsRetracted ? "[retracted] " : "") + (article.Title ?? article.VernacularTitle ?? "(no title)"),
        article.Journal?.IsoAbbreviation ?? article.Journal?.Title,
        article.Pmid is { } pmid ? $"PMID {pmid}" : null,
        article.Doi is { } doi ? $"doi {doi}" : null,
    }.OfType<string>());

    /// <summary>Terms and the fields where each stands.</summary>
    public static string Cell(IReadOnlyList<MatchSpan> spans) => spans.Count == 0
        ? "the source says so"
        : string.Join('\n', spans
            .GroupBy(span => span.Term, StringComparer.OrdinalIgnoreCase)
            .Select(term => $"{term.Key}: {string.Join(", ", term.Select(span => span.Field.Split('[')[0]).Distinct(StringComparer.Ordinal))}"));

    /// <summary>What was decided, by whom and when.</summary>
    public static string Cell(Decision decision) => $"{decision.Verdict.NameOf()} ({decision.By}, {Cell(decision.At)})";

    public static string Cell(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "";

    public static string Cell(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Plain(string text) => string.Concat(text.Select(unit => char.IsControl(unit) && unit != '\n' ? ' ' : unit));
}
