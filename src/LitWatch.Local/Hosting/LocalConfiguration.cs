using LitWatch.Storage;

namespace LitWatch.Local.Hosting;

/// <summary>The configuration of a local host, weakest first: its own defaults, <c>litwatch.json</c>, environment variables, what the command says.</summary>
internal static class LocalConfiguration
{
    private const string File = "litwatch.json";
    private const string PickupDirectory = "Mail:PickupDirectory";

    public static ConfigurationManager Read(LocalHostSettings settings, LocalState state)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { [PickupDirectory] = state.Outbox });
        try
        {
            configuration.AddJsonFile(Path.Combine(settings.WorkingFolder, File), optional: true, reloadOnChange: false);
        }
        catch (InvalidDataException malformed)
        {
            throw new InvalidDataException($"{File} cannot be read: {(malformed.InnerException ?? malformed).Message}", malformed);
        }

        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(settings.Values);
        if (string.IsNullOrEmpty(configuration[SigningKey.ConfigurationKey]))
        {
            Directory.CreateDirectory(state.Folder);
            configuration[SigningKey.ConfigurationKey] = SigningKey.LoadOrMake(state.SigningKey);
        }

        return configuration;
    }

    public static bool NeedsAzurite(IConfiguration configuration) =>
        string.IsNullOrEmpty(configuration[StorageOptions.ConnectionKey]) && string.IsNullOrEmpty(configuration[$"{StorageOptions.ConnectionKey}:accountName"]);
}
