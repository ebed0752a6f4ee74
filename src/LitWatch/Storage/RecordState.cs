namespace LitWatch.Storage;

/// <summary>How far a record has got into the store.</summary>
internal enum RecordState
{
    /// <summary>Nothing of it is there.</summary>
    Absent,

    /// <summary>It is there in another revision, or not all of its keys and joins are.</summary>
    Open,

    /// <summary>All of it is there.</summary>
    Settled,
}
