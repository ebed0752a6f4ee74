using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>Subscriptions of all teams, and every version of them.</summary>
internal sealed class SubscriptionStore(StorageAccount storage, TimeProvider clock) : VersionedRows<Subscription>(storage, clock, "Subscriptions", DigestsJson.Default.Subscription);
