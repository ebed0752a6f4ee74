using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LitWatch.Tests.Histories.Memory;

/// <summary>A message that waits, however often it was handed out.</summary>
internal sealed class Waiting(string queue, BinaryData body, DateTimeOffset visibleAt)
{
    public string Queue => queue;

    public BinaryData Body => body;

    public DateTimeOffset VisibleAt { get; set; } = visibleAt;

    public int Attempts { get; set; }
}

/// <summary>Queues of which the test takes what it wants, in any order.</summary>
internal sealed class MemoryQueues(IStorageWeather weather, TimeProvider clock) : QueueServiceClient
{
    public List<Waiting> Messages { get; } = [];

    public override QueueClient GetQueueClient(string queueName) => new Queue(queueName, Messages, weather, clock);

    private sealed class Queue(string name, List<Waiting> messages, IStorageWeather weather, TimeProvider clock) : QueueClient
    {
        public override string Name => name;

        public override Task<Response> CreateIfNotExistsAsync(IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) => Task.FromResult<Response>(new MemoryAnswer(204));

        public override async Task<Response<SendReceipt>> SendMessageAsync(BinaryData message, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
        {
            StorageStep[] call = [new(StepKind.Send, name, message.ToString())];
            await weather.BeforeAsync(call);
            if (!weather.IsLost(call[0]))
            {
                messages.Add(new Waiting(name, message, clock.GetUtcNow() + (visibilityTimeout ?? TimeSpan.Zero)));
            }

            weather.After(call);
            return Response.FromValue(QueuesModelFactory.SendReceipt("", default, default, "", default), new MemoryAnswer(201));
        }
    }
}
