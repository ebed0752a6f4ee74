using Azure.Storage.Queues;
using LitWatch.Local.Hosting;
using LitWatch.Local.Loops;
using LitWatch.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LitWatch.Tests.Local;

/// <summary>One running <see cref="QueueLoop"/> over a queue of its own.</summary>
internal sealed class QueueLoopFixture : IAsyncDisposable
{
    public const string Queue = "litwatch-things";
    public static readonly QueueRules Rules = new(BatchSize: 4, NewBatchThreshold: 2, MaxDequeueCount: 3, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500));
    private readonly ServiceProvider services = new ServiceCollection().AddScoped<object>().BuildServiceProvider();
    private readonly QueueLoop loop;

    public QueueLoopFixture(StorageAccount storage, Func<IServiceProvider, BinaryData, CancellationToken, Task> handler, QueueRules? rules = null, TimeSpan? lease = null)
    {
        Storage = storage;
        Entry = new QueueEntry("Things", Queue, typeof(object), handler);
        loop = new QueueLoop(Entry, rules ?? Rules, storage, services.GetRequiredService<IServiceScopeFactory>(), Activity, TimeProvider.System, NullLogger<QueueLoop>.Instance)
        {
            Lease = lease ?? TimeSpan.FromSeconds(30),
        };
    }

    public StorageAccount Storage { get; }

    public QueueEntry Entry { get; }

    public QueueActivity Activity { get; } = new();

    public bool IsRunning => loop.ExecuteTask is { IsCompleted: false };

    public Task StartAsync() => loop.StartAsync(CancellationToken.None);

    public Task StopAsync() => loop.StopAsync(CancellationToken.None);

    public async Task SendAsync(params IEnumerable<string> messages)
    {
        var queue = await Storage.QueueAsync(Queue, CancellationToken.None);
        foreach (var message in messages)
        {
            await queue.SendMessageAsync(message);
        }
    }

    public async Task<int> CountAsync(string queue = Queue) => (await (await OpenAsync(queue)).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    public async Task<string[]> PoisonAsync() =>
        [.. (await (await OpenAsync(PoisonQueues.NameOf(Queue))).PeekMessagesAsync(32)).Value.Select(message => message.Body.ToString())];

    public Task EmptyAsync() => Eventually.TrueAsync(async () => await CountAsync() == 0, "the queue is empty");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        loop.Dispose();
        await services.DisposeAsync();
    }

    private Task<QueueClient> OpenAsync(string queue) => Storage.QueueAsync(queue, CancellationToken.None);
}
