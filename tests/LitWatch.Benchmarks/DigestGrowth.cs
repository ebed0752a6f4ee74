using System.Diagnostics;
using System.Globalization;
using System.Text;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Digests;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;
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
    private const int AlertsEach = 20;
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
        var now = TimeProvider.System.GetUtcNow();
        var alerts = new List<Alert>();
        using var set = new MemoryStream(Encoding.UTF8.GetBytes(SyntheticRecords.PubMedSet(Alerts, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-2))));
        var records = PubMedXml.Read(set, new ParseReport()).ToList();
        for (var number = 0; number < Alerts; number++)
        {
            var draft = new AlertDraft { Strategy = new Strategy { Drug = [string.Create(CultureInfo.InvariantCulture, $"examplimab{number}")], Reaction = ["exampleitis"] }, Sources = [new AlertSource(SourceNames.PubMed, Required: true)] };
            var alert = await services.GetRequiredService<EditAlerts>().AddAsync(Team, "benchmark", draft, CancellationToken.None);
            var record = records[number];
            await services.GetRequiredService<KeepRecord>().RunAsync(record, CancellationToken.None);
            var hit = new Hit
            {
                Strategy = alert.StrategyHash,
                Article = record.Id,
                Source = SourceNames.PubMed,
                Run = "run",
                Spans = [new MatchSpan("title", 0, 4, "examplimab")],
                SearchedAt = now,
                FirstSeenAt = now,
                EnteredOn = DateOnly.FromDateTime(now.UtcDateTime),
            };
            await services.GetRequiredService<HitStore>().AddAsync(hit, isLikelyNew: true, CancellationToken.None);
            alerts.Add(alert);
        }

        var store = services.GetRequiredService<SubscriptionStore>();
        for (var number = 0; number < size; number++)
        {
            var subscription = new Subscription
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"sb{number:D8}"),
                Team = Team,
                Name = $"Subscription {number}",
                Recipients = [new Recipient($"r{number}@example.org")],
                Alerts = [.. Enumerable.Range(0, AlertsEach).Select(place => new SubscribedAlert(alerts[(number + (place * 7)) % Alerts].Id, now.AddDays(-8)))],
                CreatedAt = now.AddDays(-8),
                CreatedBy = "benchmark",
            };
            await store.AddAsync(subscription, "benchmark", CancellationToken.None);
        }
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
