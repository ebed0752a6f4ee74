using System.Text.RegularExpressions;
using Azure.Data.Tables;

namespace LitWatch.Tests.Histories.Memory;

/// <summary>The filters LitWatch asks tables with: comparisons of strings and truth values, joined by <c>and</c>.</summary>
internal sealed partial class RowFilter(IReadOnlyList<(string Name, string Operator, object Value)> comparisons)
{
    /// <summary>The one partition that is asked for; null when any may be.</summary>
    public string? Partition { get; } = comparisons.Where(one => one is { Name: "PartitionKey", Operator: "eq" }).Select(one => (string)one.Value).FirstOrDefault();

    public static RowFilter Parse(string? filter)
    {
        if (string.IsNullOrEmpty(filter))
        {
            return new([]);
        }

        var matches = Comparison().Matches(filter);
        var read = string.Join(" and ", matches.Select(match => match.Value));
        return read == filter
            ? new([.. matches.Select(match => (match.Groups["name"].Value, match.Groups["operator"].Value, Literal(match.Groups["value"].Value)))])
            : throw new NotSupportedException($"The filter '{filter}' is more than this stand-in understands.");
    }

    public bool IsMet(TableEntity row)
    {
        foreach (var (name, comparison, value) in comparisons)
        {
            var order = value is string text ? string.CompareOrdinal(row.GetString(name), text) : Nullable.Compare(row.GetBoolean(name), (bool?)value);
            var isMet = comparison switch { "eq" => order == 0, "ne" => order != 0, "lt" => order < 0, "le" => order <= 0, "gt" => order > 0, _ => order >= 0 };
            if (!isMet)
            {
                return false;
            }
        }

        return true;
    }

    private static object Literal(string text) => text[0] == '\'' ? text[1..^1].Replace("''", "'", StringComparison.Ordinal) : bool.Parse(text);

    [GeneratedRegex("(?<name>[A-Za-z]+) (?<operator>eq|ne|lt|le|gt|ge) (?<value>'(?:[^']|'')*'|true|false)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comparison();
}
