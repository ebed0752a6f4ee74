using System.Net;
using LitWatch.Digests;
using LitWatch.Local.Hosting;
using LitWatch.Tests.Local;
using LitWatch.Web;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace LitWatch.Tests.Pipelines;

/// <summary>Recipients whom somebody else named are asked by mail, and get digests once they confirm.</summary>
public sealed class ConfirmationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Only_who_signed_up_or_confirmed_gets_digests_and_is_asked_once()
    {
        using var folder = new TemporaryFolder();
        await using var sources = await Bench.ReplayAsync(rateLimits: false);
        var configuration = Bench.Configuration(azurite.ConnectionString, TestStorage.NewPrefix(), sources, folder["outbox"]);
        configuration["Mail:ConfirmRecipients"] = "true";
        var clock = new ShiftedTimeProvider(Bench.Beforehand);
        await using var runner = await LocalRunner.StartAsync(configuration, folder[""], clock, HostParts.Queues | HostParts.Web);
        var alert = await Bench.AlertAsync(runner.Services, Bench.Team, Bench.Natalizumab);
        // "tests" is who edits here; the address of whoever edits needs no question.
        var subscription = await Bench.SubscribeAsync(runner.Services, Bench.Team, [alert], paused: false, "ben@example.org");
        await using (var scope = runner.Services.CreateAsyncScope())
        {
            var store = scope.ServiceProvider.GetRequiredService<SubscriptionStore>();
            var (current, etag) = (await store.FindAsync(Bench.Team, subscription.Id, CancellationToken.None))!.Value;
            var draft = new SubscriptionDraft { Recipients = ["ben@example.org", "Anna@example.org"] };
            await scope.ServiceProvider.GetRequiredService<EditSubscriptions>().ChangeAsync(current, etag, "anna@example.org", draft, CancellationToken.None);
        }

        clock.Offset = TimeSpan.Zero;
        await runner.SweepAsync();
        await runner.SweepAsync();

        var mails = Mails(folder["outbox"]);
        var question = Assert.Single(mails, mail => To(mail) == "ben@example.org");
        Assert.Contains("do you want the digest", question.Subject, StringComparison.Ordinal);
        Assert.Equal("auto-generated", question.Headers["Auto-Submitted"]);
        Assert.Equal("Anna@example.org", To(Assert.Single(mails, mail => mail != question)));

        var token = question.TextBody!.Split("token=")[1].Split('\n')[0].Trim();
        using var client = new HttpClient { BaseAddress = new Uri(AddressOf(runner)) };
        using var asked = await client.GetAsync(new Uri($"api/confirm?token={token}", UriKind.Relative));
        Assert.NotNull((await RecipientAsync(runner, subscription)).AwaitedSince);
        using var wrong = await client.PostAsync(new Uri($"api/unsubscribe?token={token}", UriKind.Relative), null);
        using var confirmed = await client.PostAsync(new Uri($"api/confirm?token={token}", UriKind.Relative), null);
        clock.Offset = TimeSpan.FromDays(31);
        using var late = await client.PostAsync(new Uri($"api/confirm?token={token}", UriKind.Relative), null);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.Gone], [asked.StatusCode, wrong.StatusCode, confirmed.StatusCode, late.StatusCode]);
        Assert.True((await RecipientAsync(runner, subscription)).WantsMail);
        await runner.SweepAsync();
        Assert.Contains(Mails(folder["outbox"]), mail => To(mail) == "ben@example.org" && mail.Subject!.StartsWith("LitWatch: ", StringComparison.Ordinal) && mail.MessageId != question.MessageId);
    }

    private static string AddressOf(LocalRunner runner) => runner.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
        .Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!.Addresses.First();

    private static async Task<LitWatch.Digests.Recipient> RecipientAsync(LocalRunner runner, Subscription subscription) =>
        (await runner.Services.GetRequiredService<SubscriptionStore>().FindAsync(Bench.Team, subscription.Id, CancellationToken.None))!.Value.Value.Recipients.Single(recipient => recipient.Is("ben@example.org"));

    private static List<MimeMessage> Mails(string outbox) => [.. Directory.EnumerateFiles(outbox, "*.eml").Select(file => MimeMessage.Load(file))];

    private static string To(MimeMessage mail) => mail.To.Mailboxes.Single().Address;
}
