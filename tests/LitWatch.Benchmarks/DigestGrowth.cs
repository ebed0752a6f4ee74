using System.Diagnostics;
using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Storage;
using LitWatch.Tests.Histories.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Benchmarks;

/// <summary>
/// As <see cref="DigestLoad"/>, over storage in memory: what LitWatch itself costs and how that grows. Azurite looks through a table for every query, so over it ten times the digests take far more than ten times as long, whoever asks.
/// </summary>
internal static class DigestGrowth
{
    private const int Alerts = 200;
    private const string Team = "load";

    public static async Task RunAsync(IReadOnlyList<int> sizes)
    {
        Console.WriteLine("subscriptions | digests/s | x time | storage/digest | KB allocated/digest | MB held");
        double? first = null;
        foreach (var size in sizes)
        {
            var seconds = await MeasureAsync(size, first);
            first ??= seconds;
        }
    }

    private static async Task<double> MeasureAsync(int size, double? first)
    {
        var calls = new CountedCalls();
        var queues = new MemoryQueues(calls, TimeProvider.System);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Security:SigningKey"] = "benchmark-signing-key-0123456789" }).Build();
        var mailer = new CountingMailer();
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration).AddLogging().AddSingleton(TimeProvider.System).AddLitWatch(configuration)
            .AddSingleton(new StorageAccount(new MemoryTables(calls), new MemoryBlobs(calls), queues)).AddSingleton<IMailer>(mailer)
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        await SubscribeAsync(scope.ServiceProvider, size);
        await Pipeline.SweepDigests.RunAsync(scope.ServiceProvider, CancellationToken.None);

        var (counted, allocated, watch) = (calls.Count, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        foreach (var queue in new[] { Pipeline.ComposeDigest, Pipeline.SendEmail })
        {
            foreach (var message in queues.Messages.Where(message => message.Queue == queue.Queue).ToList())
            {
                await queue.RunAsync(scope.ServiceProvider, message.Body, CancellationToken.None);
            }
        }

        var seconds = watch.Elapsed.TotalSeconds;
        if (mailer.Mails != size)
        {
            throw new InvalidOperationException($"{mailer.Mails} of {size} digests were mailed.");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{size,13} | {size / seconds,9:0.0} | {seconds / (first ?? seconds),6:0.0} | {(double)(calls.Count - counted) / size,14:0.0} | {(GC.GetTotalAllocatedBytes() - allocated) / size / 1000.0,19:0} | {GC.GetTotalMemory(forceFullCollection: true) / 1e6,7:0}"));
        return seconds;
    }

    private static async Task SubscribeAsync(IServiceProvider services, int size)
    {
        var alerts = new List<Alert>();
        foreach (var (number, record) in SyntheticTeam.Records(Alerts).Index())
        {
            var alert = await SyntheticTeam.WatchAsync(services, Team, string.Create(CultureInfo.InvariantCulture, $"examplimab{number}"));
            await SyntheticTeam.FindAsync(services, alert, record);
            alerts.Add(alert);
        }

        await SyntheticTeam.SubscribeAsync(services, Team, alerts, size);
    }

    private sealed class CountedCalls : IStorageWeather
    {
        public long Count { get; private set; }

        public ValueTask BeforeAsync(IReadOnlyList<StorageStep> call)
        {
            Count++;
            return ValueTask.CompletedTask;
        }

        public void After(IReadOnlyList<StorageStep> call)
        {
        }

        public bool IsLost(StorageStep step) => false;

        public bool IsUnconditional(StorageStep step) => false;
    }

    private sealed class CountingMailer : IMailer
    {
        public int Mails { get; private set; }

        public async Task SendAsync(MimeKit.MimeMessage mail, CancellationToken cancellationToken)
        {
            await mail.WriteToAsync(Stream.Null, cancellationToken);
            Mails++;
        }
    }
}
