using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LitWatch.Digests;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using LitWatch.Tests.Pipelines;
using LitWatch.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Digests;

/// <summary>A person's address goes; what was sent, and when, stays proven.</summary>
public sealed class ErasureTests(AzuriteFixture azurite, SmtpFixture smtp) : MailedDigest(azurite, smtp), IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>
{
    private const string Gone = "Somebody.Gone@example.org";
    private const string Stays = "safety@example.org";

    private EraseAddress Erase => Host.Services.GetRequiredService<EraseAddress>();

    [Fact]
    public async Task The_address_is_nowhere_and_the_record_of_what_was_sent_is_as_before()
    {
        var digest = await MailedAsync(Gone, Stays);
        var received = await ReceivedAsync(2);
        using var left = await Client.PostAsync(new Uri($"{Host.Addresses.Single()}/{Unsubscribe.Route}?token={received[Gone].UnsubscribeToken}"), content: null);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        var mail = Assert.Single(await MailsAsync(digest), mail => (string)mail["address"]! == Gone);

        var erased = await Erase.RunAsync(Gone.ToLowerInvariant(), "admin", CancellationToken.None);

        Assert.Equal((1, 1), (erased.Subscriptions, erased.Mails));
        Assert.True(erased.Versions >= 2, $"{erased.Versions} versions");
        var stored = await StoredContent.ReadAsync(Azurite.ConnectionString, Configuration["Storage:Prefix"]!);
        Assert.All(stored.Texts(), one => Assert.DoesNotContain(Gone, one.Key + one.Value, StringComparison.OrdinalIgnoreCase));
        var (before, after) = ((JsonObject)mail.DeepClone(), (JsonObject)Assert.Single(await MailsAsync(digest), mail => (string)mail["address"]! != Stays).DeepClone());
        Assert.Equal(MailAddress.Mask(MailAddress.Hash(Gone)), (string)after["address"]!);
        before.Remove("address");
        after.Remove("address");
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
        Assert.Contains(stored.Blobs, blob => blob.Name.EndsWith($"{MailAddress.Hash(Gone)}.eml", StringComparison.Ordinal) && blob.Headers.Contains("sha256", StringComparison.Ordinal));
        Assert.Equal(erased with { Subscriptions = 0, Versions = 0, Mails = 0 }, await Erase.RunAsync(Gone, "admin", CancellationToken.None));
    }

    [Fact]
    public async Task What_cannot_be_changed_names_nobody_even_where_the_subscription_is_called_by_an_address()
    {
        var alert = await Bench.AlertAsync(Host.Services, Team, Bench.Natalizumab);
        var draft = new SubscriptionDraft { Recipients = [Gone], Alerts = [new(alert.Id)], Schedule = Bench.WeeklySinceYesterday(TimeProvider.System) };
        await using (var scope = Host.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<EditSubscriptions>().AddAsync(Team, Gone, draft, CancellationToken.None);
            Assert.Equal((Gone, Gone), (made.Name, made.CreatedBy));
        }

        Clock.Offset = TimeSpan.Zero;
        await Host.SweepAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal(Gone, (await NextAsync()).To);
        var stored = await StoredContent.ReadAsync(Azurite.ConnectionString, Configuration["Storage:Prefix"]!);
        Assert.Contains(stored.Blobs, blob => blob.Container == "digests");
        Assert.All(stored.Blobs, blob => Assert.DoesNotContain(Gone, blob.Text + blob.Headers, StringComparison.OrdinalIgnoreCase));

        await Erase.RunAsync(Gone, "admin", CancellationToken.None);

        Assert.All((await StoredContent.ReadAsync(Azurite.ConnectionString, Configuration["Storage:Prefix"]!)).Texts(), one => Assert.DoesNotContain(Gone, one.Key + one.Value, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nothing_more_is_sent_there_and_the_others_get_theirs()
    {
        var digest = await MailedAsync(Gone, Stays);
        await ReceivedAsync(2);

        await Erase.RunAsync(Gone, "admin", CancellationToken.None);
        using var all = await ResendAsync(digest, null);
        using var one = await ResendAsync(digest, [MailAddress.Mask(MailAddress.Hash(Gone))]);
        using var same = await ResendAsync(digest, [Gone]);

        Assert.Equal(HttpStatusCode.Accepted, all.StatusCode);
        Assert.Equal(Stays, (await NextAsync()).To);
        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [one.StatusCode, same.StatusCode]);
    }

    [Fact]
    public async Task A_mail_that_was_still_to_be_sent_is_given_up_and_the_digest_settles()
    {
        await MailedAsync(Gone, Stays);
        await ReceivedAsync(2);
        var store = Host.Services.GetRequiredService<RecipientStore>();
        var subscription = await Host.Services.GetRequiredService<SubscriptionStore>().AllAsync(Team, CancellationToken.None).SingleAsync();
        var delivery = new Delivery(Team, subscription.Id, Clock.GetUtcNow().AddDays(7));
        await store.AddAsync(delivery, MailAddress.Hash(Gone), Gone, CancellationToken.None);

        await Erase.RunAsync(Gone, "admin", CancellationToken.None);
        // A worker that had begun before goes on.
        await store.AddAsync(delivery with { Slot = delivery.Slot.AddDays(7) }, MailAddress.Hash(Gone), address: null, CancellationToken.None);

        foreach (var slot in new[] { delivery.Slot, delivery.Slot.AddDays(7) })
        {
            var mail = Assert.Single(await store.OfAsync(delivery with { Slot = slot }, CancellationToken.None));
            Assert.Equal((MailState.Failed, "The address was erased."), (mail.State, mail.Error));
        }
    }

    [Fact]
    public async Task A_digest_that_was_frozen_before_is_sent_to_the_others_only()
    {
        var digest = await MailedAsync(Gone, Stays);
        await ReceivedAsync(2);
        var (deliveries, archive) = (Host.Services.GetRequiredService<DeliveryStore>(), Host.Services.GetRequiredService<DigestArchive>());
        var first = (await deliveries.FindAsync(Team, digest, CancellationToken.None))!;
        var next = new Delivery(Team, first.Subscription, first.Slot.AddDays(7)) { EnqueuedAt = Clock.GetUtcNow() };
        await archive.FreezeAsync(next, (await archive.FindManifestAsync(first, CancellationToken.None))! with { Slot = next.Slot }, CancellationToken.None);
        await deliveries.AddAsync(next, CancellationToken.None);

        await Erase.RunAsync(Gone, "admin", CancellationToken.None);
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ComposeDigest>().RunAsync(new DigestDue(Team, next.Subscription, next.Slot), CancellationToken.None);

        Assert.Equal(Stays, (await NextAsync()).To);
        var gone = Assert.Single(await Host.Services.GetRequiredService<RecipientStore>().OfAsync(next, CancellationToken.None), mail => mail.Hash == MailAddress.Hash(Gone));
        Assert.Equal((MailState.Failed, "The address was erased."), (gone.State, gone.Error));
    }

    [Fact]
    public async Task Who_was_erased_and_is_named_again_is_asked_first()
    {
        await MailedAsync(Gone, Stays);
        await ReceivedAsync(2);
        await Erase.RunAsync(Gone, "admin", CancellationToken.None);
        var subscription = await Host.Services.GetRequiredService<SubscriptionStore>().AllAsync(Team, CancellationToken.None).SingleAsync();
        var mask = MailAddress.Mask(MailAddress.Hash(Gone));

        using var named = await PutAsync(Stays, mask, Gone);
        using var made = await PutAsync(Stays, MailAddress.Mask(new string('a', 32)));

        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
        var recipients = (await named.Content.ReadFromJsonAsync<JsonObject>())!["recipients"]!.AsArray().ToDictionary(one => (string)one!["address"]!, one => one!.AsObject(), StringComparer.Ordinal);
        Assert.True(recipients[mask].ContainsKey("unsubscribedAt"));
        Assert.True(recipients[Gone].ContainsKey("awaitedSince"));
        Assert.Equal(HttpStatusCode.BadRequest, made.StatusCode);

        Task<HttpResponseMessage> PutAsync(params string[] recipients) => Client.PutAsJsonAsync(Address($"subscriptions/{subscription.Id}"), new { recipients });
    }

    [Fact]
    public async Task Who_gets_no_mail_any_more_is_found_by_the_day_of_the_last_one()
    {
        await MailedAsync(Gone, Stays);
        var received = await ReceivedAsync(2);
        var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        Assert.Empty(await Erase.GoneBeforeAsync(today.AddDays(1), CancellationToken.None));

        using var left = await Client.PostAsync(new Uri($"{Host.Addresses.Single()}/{Unsubscribe.Route}?token={received[Gone].UnsubscribeToken}"), content: null);

        Assert.Empty(await Erase.GoneBeforeAsync(today, CancellationToken.None));
        Assert.Equal([Gone], await Erase.GoneBeforeAsync(today.AddDays(1), CancellationToken.None));
        await Erase.RunAsync(Gone, "admin", CancellationToken.None);
        Assert.Empty(await Erase.GoneBeforeAsync(today.AddDays(1), CancellationToken.None));
    }
}
