using System.Diagnostics.CodeAnalysis;
using LitWatch.Digests;

namespace LitWatch.Web;

/// <summary>A subscription as the API and <c>--json</c> show it.</summary>
internal sealed record SubscriptionView : Subscription
{
    [SetsRequiredMembers]
    public SubscriptionView(Subscription kept, DateTimeOffset now)
        : base(kept) => NextDigest = kept.PausedSince is null ? kept.Schedule.Next(now) : null;

    /// <summary>When the next digest is due; null while paused.</summary>
    public DateTimeOffset? NextDigest { get; }
}
