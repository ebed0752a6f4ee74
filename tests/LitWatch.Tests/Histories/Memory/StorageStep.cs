namespace LitWatch.Tests.Histories.Memory;

internal enum StepKind
{
    Read,
    Add,
    Replace,
    Upsert,
    Delete,
    Upload,
    Send,
}

/// <summary>One call of a storage account, in a batch one of its rows.</summary>
/// <param name="Where">Table, container or queue.</param>
/// <param name="Name">Partition and row with a space between, or the blob's name.</param>
internal sealed record StorageStep(StepKind Kind, string Where, string Name)
{
    public bool IsWrite => Kind != StepKind.Read;

    public override string ToString() => $"{Kind} {Where} {Name}";
}

/// <summary>What may happen around a call: a crash, another worker's turn, a stall, a planted bug.</summary>
internal interface IStorageWeather
{
    /// <summary>Before the call is made; what it throws the caller gets, and nothing is done.</summary>
    ValueTask BeforeAsync(IReadOnlyList<StorageStep> call);

    /// <summary>After the call was made; what it throws the caller gets instead of the answer.</summary>
    void After(IReadOnlyList<StorageStep> call);

    /// <summary>Whether a write is told to be done, and is not.</summary>
    bool IsLost(StorageStep step);

    /// <summary>Whether conditions of a write (ETag, not there yet) are passed over.</summary>
    bool IsUnconditional(StorageStep step);
}
