using LitWatch.Tests.Histories.Memory;

namespace LitWatch.Tests.Histories;

/// <summary>Bugs that the referee must see: each is what would happen if one rule of the pipeline were forgotten.</summary>
internal enum Planted
{
    None,

    /// <summary>What was mailed is not noted.</summary>
    MailedForgotten,

    /// <summary>An article that one strategy has hit is no hit of another.</summary>
    KnownIsNoHit,

    /// <summary>A source that is down has found nothing.</summary>
    OutageTakenForNothing,

    /// <summary>Days that were searched are never searched again.</summary>
    NothingSearchedAgain,

    /// <summary>A digest begun before a crash is made anew.</summary>
    ManifestNotFrozen,

    /// <summary>Each try to send a mail gives it another Message-ID.</summary>
    MessageIdAtRandom,

    /// <summary>What is not settled is never looked for.</summary>
    UnsettledForgotten,

    /// <summary>Records of one work do not find each other.</summary>
    KeysForgotten,

    /// <summary>After a split nothing comes up again.</summary>
    SplitNotSurfaced,

    /// <summary>A retraction is not noted.</summary>
    ChangeForgotten,

    /// <summary>An incomplete search moves the cursor like a complete one.</summary>
    ShortTakenForWhole,
}

internal static class PlantedBugs
{
    public static bool Loses(this Planted planted, StorageStep step, ISet<string> hitOnce) => planted switch
    {
        Planted.MailedForgotten => step.IsWrite && step.Where == "Mailed",
        Planted.UnsettledForgotten => step is { Kind: StepKind.Read, Where: "Deliveries" } && step.Name.Contains("State ne", StringComparison.Ordinal),
        Planted.ManifestNotFrozen => step is { Kind: StepKind.Read, Where: "digests" } && step.Name.Contains("manifest", StringComparison.Ordinal),
        Planted.KeysForgotten => step is { Kind: StepKind.Add, Where: "ArticleKeys" },
        Planted.SplitNotSurfaced => step is { Kind: StepKind.Upsert, Where: "Hits" } && step.Name.Contains(" t|", StringComparison.Ordinal),
        Planted.ChangeForgotten => step is { Kind: StepKind.Add, Where: "Hits" } && step.Name.Contains(" n|", StringComparison.Ordinal),
        Planted.KnownIsNoHit when step is { Kind: StepKind.Add, Where: "Hits" } && (step.Name.Contains(" h|", StringComparison.Ordinal) || step.Name.Contains(" t|", StringComparison.Ordinal)) => IsAnothers(step, hitOnce),
        _ => false,
    };

    public static bool Overrides(this Planted planted, StorageStep step) => planted == Planted.ManifestNotFrozen && step is { Kind: StepKind.Upload, Where: "digests" };

    private static bool IsAnothers(StorageStep step, ISet<string> hitOnce)
    {
        var (strategy, article) = (step.Name.Split(' ')[0], step.Name.Split('|')[^1]);
        if (hitOnce.Contains($"{article} {strategy}"))
        {
            return false;
        }

        var isFirst = hitOnce.Add(article);
        if (isFirst)
        {
            hitOnce.Add($"{article} {strategy}");
        }

        return !isFirst;
    }
}
