namespace LitWatch.Deduplication;

/// <summary>How two descriptions agree in one field.</summary>
internal enum Agreement
{
    /// <summary>One of them does not say.</summary>
    Unknown,

    /// <summary>They contradict each other.</summary>
    Different,

    /// <summary>Something in common, no more.</summary>
    Weak,

    /// <summary>One is a part of the other.</summary>
    Part,

    /// <summary>Written in different ways, or with slips.</summary>
    Near,

    /// <summary>Equal, as far as writing goes.</summary>
    Same,
}

/// <summary>What a pair is compared by.</summary>
internal enum CitationField
{
    Title,
    Authors,
    Year,
    Journal,
    Volume,
    Pages,
    Abstract,
}
