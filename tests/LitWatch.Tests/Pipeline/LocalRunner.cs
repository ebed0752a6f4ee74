using LitWatch.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Pipelines;

/// <summary>Through the local host: its queue loops, its sweep and its web server.</summary>
internal sealed class LocalRunner(LocalHost host) : EntryRunner
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public override IServiceProvider Services => host.Services;

    public static async Task<LocalRunner> StartAsync(
        IReadOnlyDictionary<string, string?> configuration, string folder, TimeProvider clock, HostParts parts = HostParts.Queues | HostParts.Web, Action<IServiceCollection>? services = null)
    {
        var settings = new LocalHostSettings
        {
            Parts = parts,
            WorkingFolder = folder,
            Clock = clock,
            Values = configuration,
            Services = services ?? (static _ => { }),
        };
        var host = await LocalHost.BuildAsync(settings, CancellationToken.None);
        try
        {
            await host.StartAsync(CancellationToken.None);
            return new LocalRunner(host);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public override async Task SweepAsync() => Assert.Equal(0, await host.SweepAsync(Patience, CancellationToken.None));

    public override async Task DrainAsync() => Assert.Equal(0, await host.DrainAsync(Patience, CancellationToken.None));

    public override async Task<int> UnsubscribeAsync(string token)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(new Uri($"{host.Addresses.Single()}/{LitWatch.Web.Unsubscribe.Route}?token={token}"), content: null);
        return (int)answer.StatusCode;
    }

    public override ValueTask DisposeAsync() => host.DisposeAsync();
}
