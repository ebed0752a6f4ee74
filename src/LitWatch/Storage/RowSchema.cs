using Azure.Data.Tables;

namespace LitWatch.Storage;

/// <summary>One thing that is different about the rows of a table from a schema on.</summary>
/// <param name="Schema">The first that has it.</param>
/// <param name="Change">Makes of a row of the schema before one of this; see also <see cref="Payload.Change"/>.</param>
internal sealed record SchemaStep(int Schema, string Table, Action<TableEntity> Change);

/// <summary>
/// The shape of rows, as a number that every row says: 1 of those that say none. A row of an earlier schema is brought up to date whenever it is read, and written so when it is next changed; what is never changed,
/// such as a run, stays as it was written. A row of a later schema is refused: who does not know all of it would lose the rest by writing it back.
/// </summary>
/// <param name="steps">In the order of their schemas. Columns that queries ask for keep their names and meaning for ever: those of rows nobody read since are the old ones.</param>
internal sealed class RowSchema(IReadOnlyList<SchemaStep> steps)
{
    public const string Column = "Schema";

    /// <summary>What this LitWatch reads and writes.</summary>
    public static RowSchema Today { get; } = new([]);

    public int Current { get; } = steps is [.., var last] ? last.Schema : 1;

    /// <exception cref="InvalidOperationException">The row is of a later schema.</exception>
    public void Upgrade(string table, TableEntity row)
    {
        var written = row.GetInt32(Column) ?? 1;
        if (written > Current)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"Row {row.RowKey} of {table} was written by a later LitWatch (schema {written}, this one knows {Current}): update this one. The row was not changed."));
        }

        foreach (var step in steps.Where(step => step.Schema > written && step.Table == table))
        {
            step.Change(row);
        }
    }
}
