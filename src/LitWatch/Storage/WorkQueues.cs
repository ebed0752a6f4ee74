using System.Text.Json.Serialization.Metadata;

namespace LitWatch.Storage;

/// <summary>Sends messages to the pipeline's queues.</summary>
internal sealed class WorkQueues(StorageAccount storage)
{
    /// <param name="delay">How long the message stays unseen.</param>
    public async Task SendAsync<TMessage>(string queue, TMessage message, JsonTypeInfo<TMessage> json, CancellationToken cancellationToken, TimeSpan? delay = null)
    {
        var client = await storage.QueueAsync(queue, cancellationToken);
        // Kept until handled: the service's own default forgets a message after seven days.
        await client.SendMessageAsync(QueueMessage.Write(message, json), delay, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken);
    }
}
