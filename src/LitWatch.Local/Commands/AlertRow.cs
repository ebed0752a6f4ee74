using System.Globalization;
using CsvHelper;
using LitWatch.Alerts;
using LitWatch.Strategies;

namespace LitWatch.Local.Commands;

/// <summary>One row of a table of alerts.</summary>
/// <param name="Number">As a spreadsheet counts: the header is row 1.</param>
/// <param name="Errors">What in it could not be understood.</param>
internal sealed record AlertRow(int Number, AlertDraft Draft, IReadOnlyList<string> Recipients, IReadOnlyList<string> Errors)
{
    private const string AnyReaction = "any";

    private static readonly string[] Required = ["drug", "reaction"];
    private static readonly string[] Known = [.. Required, "synonyms", "name", "sources", "start", "recipients"];
    private static readonly CsvReaderOptions Options = new() { Separator = ',', SkipEmptyLines = false, MalformedData = CsvMalformedDataHandling.Throw };

    /// <exception cref="CommandException">It is no table of alerts (wrong usage).</exception>
    public static IReadOnlyList<AlertRow> Read(Stream csv)
    {
        try
        {
            using var reader = CsvReader.Create(csv, Options);
            reader.ReadHeader();
            string[] columns = [.. reader.Headers.Select(Column)];
            CheckColumns(columns);
            var rows = new List<AlertRow>();
            for (var number = 2; reader.Read(); number++)
            {
                string[] cells = [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i).Trim())];
                if (cells.Any(cell => cell.Length > 0))
                {
                    rows.Add(Of(number, columns, cells));
                }
            }

            return rows.Count > 0 ? rows : throw new CommandException("The table has no rows below its header.", ExitCode.WrongUsage);
        }
        catch (CsvFormatException malformed)
        {
            throw new CommandException($"The table is not CSV: {malformed.Message}", ExitCode.WrongUsage);
        }
    }

    // One or many: "reaction" and "reactions" are the same column.
    private static string Column(string header)
    {
        var name = header.Trim().TrimStart('\uFEFF').ToLowerInvariant();
        return Known.FirstOrDefault(known => known == name || known + "s" == name || known == name + "s") ?? name;
    }

    // A column that nobody reads would be terms that nobody searches.
    private static void CheckColumns(string[] columns)
    {
        var fault = columns.Except(Known, StringComparer.Ordinal).ToArray() is { Length: > 0 } unknown ? $"There is no column '{unknown[0]}'"
            : Required.Except(columns, StringComparer.Ordinal).ToArray() is { Length: > 0 } missing ? $"The column {missing[0]} is missing"
            : columns.Distinct(StringComparer.Ordinal).Count() < columns.Length ? "A column is there twice"
            : null;
        if (fault is not null)
        {
            throw new CommandException($"{fault}: columns are {string.Join(", ", Known)}, separated by commas.", ExitCode.WrongUsage);
        }
    }

    private static AlertRow Of(int number, string[] columns, string[] cells)
    {
        var errors = new List<string>();
        if (cells.Length > columns.Length)
        {
            errors.Add($"it has {cells.Length} cells for {columns.Length} columns; a cell that holds a comma needs quotes.");
        }

        var reactions = Values("reaction");
        var any = reactions is [AnyReaction];
        var draft = new AlertDraft
        {
            Name = Cell("name") is { Length: > 0 } name ? name : null,
            Strategy = new Strategy { Drug = AlertsAdd.Terms([.. Values("drug"), .. Values("synonyms")]), Reaction = any ? [] : AlertsAdd.Terms(reactions), AnyAdverseReaction = any },
            Sources = AlertsAdd.Sources(Values("sources")),
            Start = Start(Cell("start"), errors),
        };
        return new AlertRow(number, draft, Values("recipients"), errors);

        string Cell(string column) => Array.IndexOf(columns, column) is var i and >= 0 && i < cells.Length ? cells[i] : "";

        string[] Values(string column) => Cell(column).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static DateOnly? Start(string text, List<string> errors)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        errors.Add($"start must be a day such as 2026-11-23, not '{text}'.");
        return null;
    }
}
