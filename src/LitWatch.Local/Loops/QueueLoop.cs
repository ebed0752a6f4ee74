using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LitWatch.Local.Hosting;
using LitWatch.Storage;
using StoredMessage = Azure.Storage.Queues.Models.QueueMessage;

namespace LitWatch.Local.Loops;

/// <summary>
/// Listens to one queue by the rules of the Functions host's storage queue listener (Azure WebJobs SDK, QueueListener and QueueProcessor): success
/// deletes; failure shows the message again after <see cref="QueueRules.VisibilityTimeout"/>, or, at <see cref="QueueRules.MaxDequeueCount"/>, moves it to
/// <c>&lt;queue&gt;-poison</c>. Only a stop ends the loop.
/// </summary>
internal sealed partial class QueueLoop(
    QueueEntry entry,
    QueueRules rules,
    StorageAccount storage,
    IServiceScopeFactory scopes,
    QueueActivity activity,
    TimeProvider clock,
    ILogger<QueueLoop> logger) : BackgroundService
{
    private static readonly TimeSpan MinPollingInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(20);
    private bool outage;

    /// <summary>How long a running message stays hidden unless renewed, so how soon it comes back when the host was killed.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new HashSet<Task>();
        var pause = MinPollingInterval;
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, clock, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            running.RemoveWhere(task => task.IsCompleted);
            if (running.Count > rules.NewBatchThreshold)
            {
                await Task.WhenAny([.. running, stopped]);
                continue;
            }

            var nudged = activity.Nudged;
            var messages = await ReceiveAsync(stoppingToken);
            foreach (var message in messages)
            {
                running.Add(HandleAsync(message, stoppingToken));
            }

            if (messages.Length > 0)
            {
                pause = MinPollingInterval;
                continue;
            }

            await Task.WhenAny(nudged, Task.Delay(pause, clock, stoppingToken));
            pause = nudged.IsCompleted ? MinPollingInterval : Shorter(pause * 2, rules.MaxPollingInterval);
        }

        await Task.WhenAll(running);
    }

    private async Task<StoredMessage[]> ReceiveAsync(CancellationToken stoppingToken)
    {
        try
        {
            var queue = await storage.QueueAsync(entry.Queue, stoppingToken);
            var messages = await queue.ReceiveMessagesAsync(rules.BatchSize, Lease, stoppingToken);
            if (outage)
            {
                outage = false;
                LogRecovered(logger, entry.Queue);
            }

            return messages.Value;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception fault)
        {
            if (!outage)
            {
                outage = true;
                LogOutage(logger, entry.Queue, fault);
            }

            return [];
        }
    }

    // Never throws. Forced to yield, so that a handler that computes does not hold up the loop.
    private async Task HandleAsync(StoredMessage message, CancellationToken stoppingToken)
    {
        activity.Begin();
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var queue = await storage.QueueAsync(entry.Queue, CancellationToken.None);
            if (message.DequeueCount > rules.MaxDequeueCount)
            {
                // Its last attempt never reported: it was cut off, or it took the whole process with it.
                LogPoison(logger, entry.Name, message.MessageId, message.DequeueCount - 1, fault: null);
                await PoisonAsync(queue, message, message.PopReceipt);
                return;
            }

            var (fault, receipt) = await RunLeasedAsync(queue, message, stoppingToken);
            await SettleAsync(queue, message, receipt, fault, stoppingToken);
        }
        catch (RequestFailedException lost) when (lost.Status == 404)
        {
            LogLeaseLost(logger, entry.Name, message.MessageId);
        }
        catch (Exception fault)
        {
            LogUnsettled(logger, entry.Name, message.MessageId, fault);
        }
        finally
        {
            activity.End();
        }
    }

    private async Task<(Exception? Fault, string Receipt)> RunLeasedAsync(QueueClient queue, StoredMessage message, CancellationToken stoppingToken)
    {
        using var ended = new CancellationTokenSource();
        var renewing = RenewAsync(queue, message, ended.Token);
        Exception? fault = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await entry.RunAsync(scope.ServiceProvider, message.Body, stoppingToken);
        }
        catch (Exception thrown)
        {
            fault = thrown;
        }

        await ended.CancelAsync();
        return (fault, await renewing);
    }

    /// <summary>Keeps the message hidden until <paramref name="ended"/>, also while the host stops; returns the last pop receipt.</summary>
    private async Task<string> RenewAsync(QueueClient queue, StoredMessage message, CancellationToken ended)
    {
        var receipt = message.PopReceipt;
        while (true)
        {
            await Task.Delay(Lease / 3, clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
            {
                return receipt;
            }

            try
            {
                // Not cancelled when the handler ends meanwhile: the answer holds the receipt that settling needs.
                using var limit = new CancellationTokenSource(SettleLimit, clock);
                var renewed = await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: Lease, cancellationToken: limit.Token);
                receipt = renewed.Value.PopReceipt;
            }
            catch (Exception fault)
            {
                LogNotRenewed(logger, entry.Name, message.MessageId, fault);
            }
        }
    }

    private async Task SettleAsync(QueueClient queue, StoredMessage message, string receipt, Exception? fault, CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(SettleLimit, clock);
        switch (fault)
        {
            case null:
                await queue.DeleteMessageAsync(message.MessageId, receipt, limit.Token);
                break;
            case OperationCanceledException when stoppingToken.IsCancellationRequested:
                await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: limit.Token);
                break;
            case not null when message.DequeueCount >= rules.MaxDequeueCount:
                LogPoison(logger, entry.Name, message.MessageId, message.DequeueCount, fault);
                await PoisonAsync(queue, message, receipt);
                break;
            default:
                LogRetry(logger, entry.Name, message.MessageId, message.DequeueCount, rules.MaxDequeueCount, rules.VisibilityTimeout, fault);
                await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: rules.VisibilityTimeout, cancellationToken: limit.Token);
                break;
        }
    }

    // Copied before it is deleted: a crash between the two leaves it twice, never lost.
    private async Task PoisonAsync(QueueClient queue, StoredMessage message, string receipt)
    {
        using var limit = new CancellationTokenSource(SettleLimit, clock);
        var poison = await storage.QueueAsync(PoisonQueues.NameOf(entry.Queue), limit.Token);
        await poison.SendMessageAsync(message.Body, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: limit.Token);
        await queue.DeleteMessageAsync(message.MessageId, receipt, limit.Token);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(LogLevel.Warning, "Queue {Queue} cannot be read; trying until it can")]
    private static partial void LogOutage(ILogger logger, string queue, Exception fault);

    [LoggerMessage(LogLevel.Information, "Queue {Queue} can be read again")]
    private static partial void LogRecovered(ILogger logger, string queue);

    [LoggerMessage(LogLevel.Warning, "{Entry} failed on message {Id}, attempt {Attempt} of {Limit}; next in {Wait}")]
    private static partial void LogRetry(ILogger logger, string entry, string id, long attempt, int limit, TimeSpan wait, Exception fault);

    [LoggerMessage(LogLevel.Error, "{Entry} gave up message {Id} after {Attempts} attempts; it is in the poison queue")]
    private static partial void LogPoison(ILogger logger, string entry, string id, long attempts, Exception? fault);

    [LoggerMessage(LogLevel.Warning, "{Entry} could not keep message {Id} hidden; it may run twice")]
    private static partial void LogNotRenewed(ILogger logger, string entry, string id, Exception fault);

    [LoggerMessage(LogLevel.Warning, "{Entry} finished message {Id} after its lease had ended; it may run twice")]
    private static partial void LogLeaseLost(ILogger logger, string entry, string id);

    [LoggerMessage(LogLevel.Warning, "{Entry} could not settle message {Id}; it runs again when its lease ends")]
    private static partial void LogUnsettled(ILogger logger, string entry, string id, Exception fault);
}
