namespace LitWatch.Local.Hosting;

/// <summary>The folder of everything that a local LitWatch keeps.</summary>
internal sealed class LocalState(LocalHostSettings settings)
{
    private readonly string workingState = Path.Combine(settings.WorkingFolder, ".litwatch");

    public string Folder => settings.StateFolder is { } given ? Path.GetFullPath(given, settings.WorkingFolder) : workingState;

    public string AzuriteData => Path.Combine(Folder, "azurite-data");

    /// <summary>Programs are no state: shared by the demo and the rest, and kept by a reset.</summary>
    public string AzuriteFallback => Path.Combine(workingState, "azurite");

    public string SigningKey => Path.Combine(Folder, "signing-key");

    public string Outbox => Path.Combine(Folder, "outbox");
}
