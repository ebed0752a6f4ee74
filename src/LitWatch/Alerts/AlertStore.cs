using LitWatch.Storage;

namespace LitWatch.Alerts;

/// <summary>Alerts of all teams, and every version of them.</summary>
internal sealed class AlertStore(StorageAccount storage, TimeProvider clock) : VersionedRows<Alert>(storage, clock, "Alerts", AlertsJson.Default.Alert);
