using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LitWatch.Storage;

/// <param name="Queue">The queue whose handler gave it up.</param>
/// <param name="Body">As it came.</param>
internal sealed record PoisonMessage(string Queue, string Id, DateTimeOffset? GivenUpAt, string Body);

/// <summary>Messages that handlers gave up after all attempts, as the Functions host keeps them: in <c>queue-poison</c>.</summary>
internal sealed class PoisonQueues(StorageAccount storage)
{
    /// <summary>As many as the service shows at once.</summary>
    private const int Most = 32;

    /// <summary>How long a message that is sent back is hidden here: a crash in between leaves it in both queues, and handlers are safe to run twice.</summary>
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(1);

    public static string NameOf(string queue) => queue + "-poison";

    /// <summary>The oldest of each queue, 32 at most.</summary>
    public async Task<IReadOnlyList<PoisonMessage>> ListAsync(IEnumerable<string> queues, CancellationToken cancellationToken)
    {
        var found = new List<PoisonMessage>();
        foreach (var queue in queues)
        {
            PeekedMessage[] messages = await (await storage.QueueAsync(NameOf(queue), cancellationToken)).PeekMessagesAsync(Most, cancellationToken);
            found.AddRange(messages.Select(message => new PoisonMessage(queue, message.MessageId, message.InsertedOn, message.Body.ToString())));
        }

        return found;
    }

    /// <summary>How many there are, about, by queue.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(IEnumerable<string> queues, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var queue in queues)
        {
            counts[queue] = (await (await storage.QueueAsync(NameOf(queue), cancellationToken)).GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        }

        return counts;
    }

    /// <summary>Sends all back to the queues they come from; returns how many.</summary>
    public async Task<int> RedriveAsync(IEnumerable<string> queues, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var queue in queues)
        {
            count += await RedriveAsync(queue, cancellationToken);
        }

        return count;
    }

    private async Task<int> RedriveAsync(string queue, CancellationToken cancellationToken)
    {
        QueueClient poison = await storage.QueueAsync(NameOf(queue), cancellationToken), work = await storage.QueueAsync(queue, cancellationToken);
        for (var count = 0; ;)
        {
            var messages = (await poison.ReceiveMessagesAsync(Most, Hidden, cancellationToken)).Value;
            foreach (var message in messages)
            {
                await work.SendMessageAsync(message.Body, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: cancellationToken);
                await poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
                count++;
            }

            if (messages.Length == 0)
            {
                return count;
            }
        }
    }
}
