using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using LitWatch.Local.Emulator;

namespace LitWatch.Tests.Local;

/// <summary>Azurite as a process: shared, taken over, and never losing what was written, however its host ends.</summary>
public sealed class AzuriteTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Process> hosts = [];

    public void Dispose()
    {
        foreach (var host in hosts)
        {
            host.Kill();
            host.Dispose();
        }

        folder.Dispose();
    }

    [Fact]
    public async Task What_was_written_just_before_a_stop_is_there_after_a_restart_on_the_same_ports()
    {
        AzuritePorts ports;
        await using (var first = await StartAsync())
        {
            ports = first.Ports;
            await WriteAsync(first.ConnectionString);
        }

        await using var second = await StartAsync();

        Assert.Equal(ports, second.Ports);
        await AssertWrittenAsync(second.ConnectionString);
    }

    [Fact]
    public async Task Hosts_of_one_folder_share_it_and_the_next_takes_over()
    {
        var owner = await StartAsync();
        await using var other = await StartAsync();
        Assert.True(owner.IsOwner);
        Assert.False(other.IsOwner);
        Assert.Equal(owner.ConnectionString, other.ConnectionString);
        await WriteAsync(owner.ConnectionString);

        await owner.DisposeAsync();
        await Eventually.TrueAsync(() => other.IsOwner, "the other host takes over");

        await AssertWrittenAsync(other.ConnectionString);
    }

    [Fact]
    public async Task An_Azurite_that_dies_is_started_again()
    {
        await using var azurite = await StartAsync();
        var first = azurite.ProcessId;
        await WriteAsync(azurite.ConnectionString);
        await Task.Delay(TimeSpan.FromSeconds(6)); // Its own interval of saving.

        Process.GetProcessById(first!.Value).Kill();
        await Eventually.TrueAsync(() => azurite.ProcessId is { } now && now != first, "a new process");

        await AssertWrittenAsync(azurite.ConnectionString);
    }

    [Fact]
    public async Task Ports_that_somebody_else_took_meanwhile_are_replaced()
    {
        await using var stranger = await Azurite.StartAsync(new AzuriteSettings(Folder: null, folder["cache"]), TimeProvider.System, Console.Error.WriteLine, CancellationToken.None);
        Directory.CreateDirectory(folder["data"]);
        stranger.Ports.Save(folder["data/ports.json"]);

        await using var azurite = await StartAsync();

        Assert.NotEqual(stranger.Ports, azurite.Ports);
        await WriteAsync(azurite.ConnectionString);
    }

    [SkippableFact]
    public async Task A_killed_host_leaves_no_Azurite_behind_and_loses_nothing()
    {
        Skip.If(OperatingSystem.IsWindows(), "kill -9 has no counterpart there");
        var host = Serve(AzuritePorts.Free().Blob);
        await Eventually.TrueAsync(() => host.StandardError.ReadLine()?.StartsWith("LitWatch is at", StringComparison.Ordinal) is true, "the host serves");
        var ports = AzuritePorts.Load(folder[".litwatch/azurite-data/ports.json"])!;
        var azurite = int.Parse(await File.ReadAllTextAsync(folder[".litwatch/azurite-data/azurite.pid"]), CultureInfo.InvariantCulture);
        await WriteAsync(ports.ConnectionString);

        host.Kill();

        await Eventually.TrueAsync(() => !File.Exists(folder[".litwatch/azurite-data/azurite.pid"]), $"Azurite {azurite} ends");
        await using var next = await StartAsync(".litwatch/azurite-data");
        Assert.Equal(ports, next.Ports);
        await AssertWrittenAsync(next.ConnectionString);
    }

    [SkippableFact]
    public async Task SIGTERM_ends_the_host_with_success_and_its_Azurite_with_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGTERM there");
        var host = Serve(AzuritePorts.Free().Blob);
        await Eventually.TrueAsync(() => host.StandardError.ReadLine()?.StartsWith("LitWatch is at", StringComparison.Ordinal) is true, "the host serves");

        using (var kill = Process.Start("kill", ["-TERM", $"{host.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await host.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, host.ExitCode);
        Assert.False(File.Exists(folder[".litwatch/azurite-data/azurite.pid"]));
    }

    private static async Task WriteAsync(string connection)
    {
        var table = new TableClient(connection, "Things");
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = "kept" });
        var queue = new QueueClient(connection, "things");
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync("kept");
        var container = new BlobContainerClient(connection, "things");
        await container.CreateIfNotExistsAsync();
        await container.UploadBlobAsync("thing", BinaryData.FromString("kept"));
    }

    private static async Task AssertWrittenAsync(string connection)
    {
        Assert.Equal("kept", (await new TableClient(connection, "Things").GetEntityAsync<TableEntity>("p", "r")).Value.GetString("Value"));
        Assert.Equal("kept", (await new QueueClient(connection, "things").PeekMessageAsync()).Value.Body.ToString());
        Assert.Equal("kept", (await new BlobContainerClient(connection, "things").GetBlobClient("thing").DownloadContentAsync()).Value.Content.ToString());
    }

    private Task<Azurite> StartAsync(string data = "data") =>
        Azurite.StartAsync(new AzuriteSettings(folder[data], folder["cache"]), TimeProvider.System, Console.Error.WriteLine, CancellationToken.None);

    private Process Serve(int port)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "litwatch.dll"), "serve"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["Web__PublicUrl"] = $"http://localhost:{port}/";
        start.Environment["PubMed__Email"] = "tests@example.org";
        start.Environment.Remove("AzureWebJobsStorage");
        var host = Process.Start(start)!;
        hosts.Add(host);
        return host;
    }
}
