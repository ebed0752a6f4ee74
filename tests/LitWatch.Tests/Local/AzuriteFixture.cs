using LitWatch.Local.Emulator;
using LitWatch.Storage;
using Microsoft.Extensions.Options;

namespace LitWatch.Tests.Local;

/// <summary>
/// Real storage for tests: <c>IClassFixture&lt;AzuriteFixture&gt;</c>. One Azurite, in memory, serves the whole test process, so classes may run side by side;
/// it ends with the process, whose end closes its standard input.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static readonly Lazy<Task<Azurite>> Shared = new(() => Azurite.StartAsync(
        new AzuriteSettings(Folder: null, Path.Combine(Path.GetTempPath(), "litwatch")), TimeProvider.System, Console.Error.WriteLine, CancellationToken.None));

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync() => ConnectionString = (await Shared.Value).ConnectionString;

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A storage account whose names nobody else has.</summary>
    internal StorageAccount NewAccount(string? prefix = null) => StorageAccount.Of(new StorageOptions
    {
        ConnectionString = ConnectionString,
        Prefix = prefix ?? TestStorage.NewPrefix(),
    });

    /// <summary>The same as configuration values.</summary>
    internal Dictionary<string, string?> NewConfiguration() => new(StringComparer.OrdinalIgnoreCase)
    {
        [StorageOptions.ConnectionKey] = ConnectionString,
        ["Storage:Prefix"] = TestStorage.NewPrefix(),
    };
}
