using System.Collections.Concurrent;
using LitWatch.Local.Emulator;
using LitWatch.Local.Loops;
using LitWatch.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LitWatch.Tests.Local;

public sealed class QueueLoopTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_handled_message_is_deleted_and_every_message_has_a_scope_of_its_own()
    {
        var handled = new ConcurrentBag<string>();
        var scopes = new ConcurrentBag<object>();
        await using var loop = new QueueLoopFixture(azurite.NewAccount(), (services, message, _) =>
        {
            handled.Add(message.ToString());
            scopes.Add(services.GetRequiredService<object>());
            return Task.CompletedTask;
        });
        await loop.SendAsync(Enumerable.Range(1, 20).Select(i => $"{{\"id\":{i}}}"));

        await loop.StartAsync();
        await loop.EmptyAsync();

        Assert.Equal(20, handled.Distinct().Count());
        Assert.Equal(20, handled.Count);
        Assert.Equal(20, scopes.Distinct().Count());
        Assert.Empty(await loop.PoisonAsync());
    }

    [Fact]
    public async Task A_message_that_fails_comes_back_after_the_visibility_timeout()
    {
        var attempts = new ConcurrentQueue<long>();
        await using var loop = new QueueLoopFixture(azurite.NewAccount(), (_, _, _) =>
        {
            attempts.Enqueue(TimeProvider.System.GetTimestamp());
            return attempts.Count < 2 ? throw new InvalidOperationException("first time") : Task.CompletedTask;
        });
        await loop.SendAsync("{}");

        await loop.StartAsync();
        await loop.EmptyAsync();

        Assert.Equal(2, attempts.Count);
        // The emulator's clock has whole seconds.
        Assert.True(TimeProvider.System.GetElapsedTime(attempts.First(), attempts.Last()) > TimeSpan.FromMilliseconds(500));
    }

    [Theory]
    [InlineData("not JSON at all")]
    [InlineData("{ \"drug\": \"natalizumab\",\n  \"text\": \"<β-blocker> & \\\"quotes\\\"  two spaces\" }\n")]
    [InlineData("  leading and trailing  ")]
    [InlineData("carriage\r\nreturn, \ttab, emoji \U0001F48A and ]]>")]
    public async Task A_message_that_fails_always_reaches_the_poison_queue_byte_for_byte(string body)
    {
        var attempts = 0;
        await using var loop = new QueueLoopFixture(azurite.NewAccount(), (_, _, _) =>
        {
            attempts++;
            throw new InvalidOperationException("always");
        });
        await loop.SendAsync(body);

        await loop.StartAsync();
        await loop.EmptyAsync();

        Assert.Equal([body], await loop.PoisonAsync());
        Assert.Equal(QueueLoopFixture.Rules.MaxDequeueCount, attempts);
    }

    [Fact]
    public async Task A_message_whose_attempts_never_reported_is_poison_without_being_run_again()
    {
        var attempts = 0;
        await using var loop = new QueueLoopFixture(
            azurite.NewAccount(),
            (_, _, _) =>
            {
                attempts++;
                return Task.CompletedTask;
            },
            QueueLoopFixture.Rules with { MaxDequeueCount = 1 });
        await loop.SendAsync("took the process with it");
        var queue = await loop.Storage.QueueAsync(QueueLoopFixture.Queue, CancellationToken.None);
        var taken = (await queue.ReceiveMessageAsync(TimeSpan.FromSeconds(30))).Value;
        await queue.UpdateMessageAsync(taken.MessageId, taken.PopReceipt, visibilityTimeout: TimeSpan.Zero);

        await loop.StartAsync();
        await loop.EmptyAsync();

        Assert.Equal(["took the process with it"], await loop.PoisonAsync());
        Assert.Equal(0, attempts);
    }

    [Fact]
    public async Task A_slow_message_holds_up_no_other_whether_it_waits_or_computes()
    {
        using var release = new ManualResetEventSlim();
        var waiting = new TaskCompletionSource();
        var quick = 0;
        await using var loop = new QueueLoopFixture(azurite.NewAccount(), async (_, message, _) =>
        {
            switch (message.ToString())
            {
                case "computes":
                    release.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
                    break;
                case "waits":
                    await waiting.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None);
                    break;
                default:
                    Interlocked.Increment(ref quick);
                    break;
            }
        });
        await loop.SendAsync(["computes", "waits", .. Enumerable.Repeat("quick", 12)]);

        await loop.StartAsync();
        await Eventually.TrueAsync(() => Volatile.Read(ref quick) == 12, "all quick ones are handled");

        // The last quick one has counted before its message is deleted.
        await Eventually.TrueAsync(() => loop.Activity.InFlight == 2, "the slow two alone are in flight");
        release.Set();
        waiting.SetResult();
        await loop.EmptyAsync();
    }

    [Fact]
    public async Task No_more_run_at_once_than_batch_size_and_threshold_allow()
    {
        var most = 0;
        var now = 0;
        await using var loop = new QueueLoopFixture(azurite.NewAccount(), async (_, _, cancellationToken) =>
        {
            var running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            await Task.Delay(100, cancellationToken);
            Interlocked.Decrement(ref now);
        });
        await loop.SendAsync(Enumerable.Repeat("{}", 30));

        await loop.StartAsync();
        await loop.EmptyAsync();

        Assert.InRange(most, QueueLoopFixture.Rules.BatchSize, QueueLoopFixture.Rules.BatchSize + QueueLoopFixture.Rules.NewBatchThreshold);
    }

    [Fact]
    public async Task A_running_message_stays_hidden_past_its_first_lease()
    {
        var runs = 0;
        await using var loop = new QueueLoopFixture(
            azurite.NewAccount(),
            async (_, _, cancellationToken) =>
            {
                Interlocked.Increment(ref runs);
                await Task.Delay(TimeSpan.FromSeconds(7), cancellationToken);
            },
            lease: TimeSpan.FromSeconds(3));
        await loop.SendAsync("{}");

        await loop.StartAsync();
        await loop.EmptyAsync();

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Neither_a_timeout_inside_a_handler_nor_an_exception_ends_the_loop()
    {
        var handled = 0;
        await using var loop = new QueueLoopFixture(azurite.NewAccount(), (_, message, _) => message.ToString() switch
        {
            "timeout" => throw new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout"),
            "fails" => throw new InvalidOperationException("no"),
            _ => Task.FromResult(Interlocked.Increment(ref handled)),
        });
        await loop.SendAsync("timeout", "fails", "good");

        await loop.StartAsync();
        await loop.EmptyAsync();

        Assert.Equal(1, handled);
        Assert.Equal(["fails", "timeout"], (await loop.PoisonAsync()).Order(StringComparer.Ordinal));
        Assert.True(loop.IsRunning);
    }

    [Fact]
    public async Task Stopping_cancels_the_handler_and_gives_its_message_back_at_once()
    {
        var begun = new TaskCompletionSource();
        await using var loop = new QueueLoopFixture(azurite.NewAccount(), async (_, _, cancellationToken) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await loop.SendAsync("interrupted");
        await loop.StartAsync();
        await begun.Task;

        await loop.StopAsync();

        var queue = await loop.Storage.QueueAsync(QueueLoopFixture.Queue, CancellationToken.None);
        Assert.Equal("interrupted", Assert.Single((await queue.PeekMessagesAsync()).Value).Body.ToString());
    }

    [Fact]
    public async Task A_storage_outage_is_survived()
    {
        using var folder = new TemporaryFolder();
        var settings = new AzuriteSettings(folder["data"], folder["cache"]);
        var own = await Azurite.StartAsync(settings, TimeProvider.System, Console.Error.WriteLine, CancellationToken.None);
        var handled = new ConcurrentQueue<string>();
        await using var loop = new QueueLoopFixture(Account(own.ConnectionString), (_, message, _) =>
        {
            handled.Enqueue(message.ToString());
            return Task.CompletedTask;
        });
        await loop.SendAsync("before");
        await loop.StartAsync();
        await loop.EmptyAsync();

        await own.DisposeAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        own = await Azurite.StartAsync(settings, TimeProvider.System, Console.Error.WriteLine, CancellationToken.None);
        await loop.SendAsync("after");

        await Eventually.TrueAsync(() => handled.SequenceEqual(["before", "after"]), "the message after the outage");
        await loop.StopAsync();
        await own.DisposeAsync();
    }

    [Fact]
    public async Task Stopping_in_the_midst_of_an_outage_works()
    {
        await using var loop = new QueueLoopFixture(Account(AzuritePorts.Free().ConnectionString), (_, _, _) => Task.CompletedTask);

        await loop.StartAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(500));

        Assert.True(loop.IsRunning);
        await loop.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(loop.IsRunning);
    }

    [Fact]
    public async Task Draining_follows_messages_that_send_messages()
    {
        var account = azurite.NewAccount();
        var handled = 0;
        await using var loop = new QueueLoopFixture(account, async (_, message, cancellationToken) =>
        {
            var left = int.Parse(message.ToString());
            Interlocked.Increment(ref handled);
            if (left > 0)
            {
                await (await account.QueueAsync(QueueLoopFixture.Queue, cancellationToken)).SendMessageAsync($"{left - 1}", cancellationToken);
            }
        });
        await loop.SendAsync("5", "5");
        await loop.StartAsync();

        var left = await new QueueDrain([loop.Entry], account, loop.Activity, TimeProvider.System).WaitAsync(TimeSpan.Zero, CancellationToken.None);

        Assert.Equal(0, left);
        Assert.Equal(12, handled);
    }

    [Fact]
    public async Task Draining_counts_what_waits_for_later_and_waits_for_it_as_long_as_it_is_told()
    {
        var account = azurite.NewAccount();
        await using var loop = new QueueLoopFixture(account, (_, _, _) => Task.CompletedTask);
        var queue = await account.QueueAsync(QueueLoopFixture.Queue, CancellationToken.None);
        await queue.SendMessageAsync("later", visibilityTimeout: TimeSpan.FromSeconds(3));
        await loop.StartAsync();
        var drain = new QueueDrain([loop.Entry], account, loop.Activity, TimeProvider.System);

        Assert.Equal(1, await drain.WaitAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(0, await drain.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None));
    }

    [Fact]
    public async Task Draining_counts_nothing_for_whom_nobody_waits()
    {
        var account = azurite.NewAccount();
        await using var loop = new QueueLoopFixture(account, (_, _, _) => Task.CompletedTask);
        await (await account.QueueAsync(QueueLoopFixture.Queue, CancellationToken.None)).SendMessageAsync("another try", visibilityTimeout: TimeSpan.FromHours(1));

        var left = await new QueueDrain([loop.Entry with { IsExtra = true }], account, loop.Activity, TimeProvider.System).WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None);

        Assert.Equal(0, left);
    }

    private static StorageAccount Account(string connection) => StorageAccount.Of(new StorageOptions { ConnectionString = connection });

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
