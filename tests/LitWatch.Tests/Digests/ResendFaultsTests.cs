using System.Net;
using System.Text.Json.Nodes;
using LitWatch.Digests;
using LitWatch.Local.Hosting;
using LitWatch.Storage;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using LitWatch.Tests.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Received = LitWatch.Tests.Pipelines.Mail;

namespace LitWatch.Tests.Digests;

/// <summary>Digests mailed again while machines die, clocks differ and several people ask.</summary>
public sealed class ResendFaultsTests(AzuriteFixture azurite, SmtpFixture smtp) : MailedDigest(azurite, smtp), IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>
{
    [Fact]
    public async Task A_message_that_was_lost_is_made_up_for_by_the_sweep_and_holds_up_no_later_digest()
    {
        var digest = await MailedAsync("a@example.org");
        var first = (await ReceivedAsync(1)).Single().Value;
        // As after a crash before the message was sent.
        await using (var scope = Host.ScopeFor(Team))
        {
            var delivery = await scope.ServiceProvider.GetRequiredService<DeliveryStore>().FindAsync(Team, digest, CancellationToken.None);
            var lost = new WorkQueues(Azurite.NewAccount());
            var services = scope.ServiceProvider;
            await new ResendDigest(services.GetRequiredService<DeliveryStore>(), services.GetRequiredService<RecipientStore>(), services.GetRequiredService<SubscriptionStore>(), lost, Clock)
                .RunAsync(delivery!, "tests", null, CancellationToken.None);
        }

        Assert.Equal("resending", (string)(await DigestAsync())["state"]!);
        Assert.Equal(0, await Host.SweepAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(1, (int)(await MailsAsync(digest))[0]["tries"]!);

        Clock.Offset += TimeSpan.FromDays(7);
        Assert.Equal(0, await Host.SweepAsync(TimeSpan.FromMinutes(1), CancellationToken.None));
        Received[] both = [await NextAsync(), await NextAsync()];
        Assert.Single(both, mail => mail.Message.MessageId == first.Message.MessageId);
        Assert.Contains("nothing new", Assert.Single(both, mail => mail.Message.MessageId != first.Message.MessageId).Subject, StringComparison.OrdinalIgnoreCase);
        var digests = Items(await GetAsync($"digests?subscription={digest.Split('.')[0]}")).ToArray();
        Assert.Equal(["settled", "settled"], digests.Select(one => (string)one["state"]!));
    }

    [Fact]
    public async Task Two_who_ask_at_once_are_both_noted_and_nothing_is_left_to_send()
    {
        var digest = await MailedAsync("a@example.org", "b@example.org");
        await ReceivedAsync(2);

        foreach (var answer in await Task.WhenAll(ResendAsync(digest, ["a@example.org"]), ResendAsync(digest, null)))
        {
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            answer.Dispose();
        }

        await Host.DrainAsync(TimeSpan.Zero, CancellationToken.None);
        var shown = await DigestAsync();
        Assert.Equal(("settled", 2), ((string)shown["state"]!, shown["resends"]!.AsArray().Count));
        Assert.True((DateTimeOffset)shown["resends"]![0]!["at"]! < (DateTimeOffset)shown["resends"]![1]!["at"]!);
        var mails = await MailsAsync(digest);
        Assert.All(mails, mail => Assert.Equal("sent", (string)mail["state"]!));
        // Whom both name gets it once when the first was still on its way, else twice.
        Assert.InRange((int)mails[0]["tries"]!, 2, 3);
        Assert.Equal(2, (int)mails[1]["tries"]!);
        for (var again = mails.Sum(mail => (int)mail["tries"]!) - 2; again > 0; again--)
        {
            await NextAsync();
        }
    }

    [Fact]
    public async Task It_goes_out_again_also_by_a_clock_that_is_behind_the_one_before()
    {
        var digest = await MailedAsync("a@example.org");
        await ReceivedAsync(1);
        for (var again = 1; again <= 2; again++)
        {
            using var answer = await ResendAsync(digest, null);
            await Host.DrainAsync(TimeSpan.Zero, CancellationToken.None);
            await ReceivedAsync(1);
            Clock.Offset -= TimeSpan.FromHours(1);
        }

        Assert.Equal(("settled", 3), ((string)(await DigestAsync())["state"]!, await MailsArchivedAsync()));
    }

    [Fact]
    public async Task A_resend_cut_off_after_any_write_is_sent_to_all_it_was_for_or_was_never_asked_for()
    {
        var digest = await MailedAsync("a@example.org", "b@example.org");
        await ReceivedAsync(2);
        await using var proxy = await StorageProxy.StartAsync(Azurite.ConnectionString);
        var sent = 1;
        for (var (writes, isCut) = (0, true); isCut; writes++)
        {
            using var power = new PowerCut(Configuration["Storage:Prefix"]!, writes);
            proxy.Watch(power);
            isCut = await CutOffAsync(proxy, digest, power);

            Clock.Offset += TimeSpan.FromMinutes(11);
            Assert.Equal(0, await Host.SweepAsync(TimeSpan.FromMinutes(1), CancellationToken.None));

            if (writes > 0)
            {
                Assert.Equal(["a@example.org", "b@example.org"], (await ReceivedAsync(2)).Keys.Order(StringComparer.Ordinal));
                sent++;
            }

            Assert.Equal([("sent", sent), ("sent", sent)], (await MailsAsync(digest)).Select(mail => ((string)mail["state"]!, (int)mail["tries"]!)));
            Assert.Equal(("settled", sent - 1), ((string)(await DigestAsync())["state"]!, (await DigestAsync())["resends"]?.AsArray().Count ?? 0));
        }

        Assert.True(sent > 5, "It was not cut off after each of its writes.");
    }

    /// <summary>Asks for a resend over a line that is cut; false when it came to its end before.</summary>
    private async Task<bool> CutOffAsync(StorageProxy proxy, string digest, PowerCut power)
    {
        var cut = StorageAccount.Of(new StorageOptions { ConnectionString = proxy.ConnectionString, Prefix = power.Prefix });
        var deliveries = new DeliveryStore(cut);
        var delivery = await deliveries.FindAsync(Team, digest, CancellationToken.None);
        try
        {
            await new ResendDigest(deliveries, new RecipientStore(cut), new SubscriptionStore(cut, Clock), new WorkQueues(cut), Clock).RunAsync(delivery!, "tests", null, power.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>Lets so many writes happen; with the next one it is as if the process had died.</summary>
    private sealed class PowerCut(string prefix, int writes) : IStorageWatcher, IDisposable
    {
        private readonly CancellationTokenSource off = new();
        private int left = writes;

        public string Prefix => prefix;

        public CancellationToken Token => off.Token;

        public bool MayPass(StorageRequest request)
        {
            if (!off.IsCancellationRequested && request.IsWrite(prefix) && --left < 0)
            {
                off.Cancel();
            }

            return !off.IsCancellationRequested;
        }

        public bool MayAnswer(StorageRequest request, int status) => true;

        public void Dispose() => off.Dispose();
    }
}
