using System.Text.Json;
using LitWatch.Digests;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using LitWatch.Tests.Local.Commands;
using LitWatch.Tests.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Storage.Schemas;

/// <summary>
/// What an earlier LitWatch wrote is read by this one, and gone on with. For each schema there is a backup of the same small account beside this file, made by the last LitWatch that wrote it: an alert with three hits,
/// paused, one that was never searched, a decision, a subscription of two of whom one left, a digest that both got, a key.
/// </summary>
public sealed class EarlierSchemaTests(AzuriteFixture azurite) : CommandsOverStorage(azurite)
{
    private const string Alert = "al5403fb3e099c";
    private const string Subscription = "sb1387c7deb191";

    private static readonly string Archives = Path.Combine(ShippedData.Root, "tests/LitWatch.Tests/Storage/Schemas");

    public static TheoryData<string> Schemas => [.. Directory.EnumerateFiles(Archives, "schema-*.zip").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_is_an_archive_of_every_schema_before_today() =>
        Assert.All(Enumerable.Range(1, Math.Max(1, RowSchema.Today.Current - 1)), schema => Assert.Contains($"schema-{schema}.zip", Directory.EnumerateFiles(Archives).Select(file => Path.GetFileName(file))));

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task It_is_restored_read_and_gone_on_with(string archive)
    {
        Configuration["Mail:PickupDirectory"] = Folder["outbox"];
        await Litwatch.DoneAsync("restore", Path.Combine(Archives, archive));

        Assert.Equal(["adalimumab × psoriasis", "natalizumab × psoriasis"], (await ItemsAsync("alerts", "list")).Select(alert => alert.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
        Assert.Contains("withdrawn", await Litwatch.DoneAsync("alerts", "history", Alert), StringComparison.Ordinal);
        var hits = await ItemsAsync("hits", "--alert", Alert);
        Assert.Equal(["30323758", "33589543", "35646438"], hits.Select(hit => hit.GetProperty("article").GetProperty("pmid").GetString()!).Order(StringComparer.Ordinal));
        Assert.Single(hits, hit => hit.TryGetProperty("decision", out _));
        Assert.Equal(4, (await ItemsAsync("runs", "--alert", Alert)).Count(run => run.GetProperty("certificate").GetProperty("outcome").GetString() == "complete"));
        Assert.Equal([false, true], Assert.Single(await ItemsAsync("subscriptions", "list")).GetProperty("recipients").EnumerateArray().Select(recipient => recipient.TryGetProperty("unsubscribedAt", out _)));
        var digest = Assert.Single(await ItemsAsync("digests", "list", "--subscription", Subscription));
        Assert.Equal("LitWatch: 3 new for natalizumab × psoriasis (week 50)", digest.GetProperty("subject").GetString());
        Assert.Contains("Does Natalizumab Induce or Aggravate Psoriasis?", await Litwatch.DoneAsync("digests", "show", digest.GetProperty("id").GetString()!), StringComparison.Ordinal);

        var next = await NextDigestAsync(new DateTimeOffset(2026, 12, 15, 8, 0, 0, TimeSpan.Zero));

        // What both got is not new again, and who left gets nothing.
        Assert.Equal(0, next.NewCount());
        Assert.Equal([MailAddress.Hash("safety@example.org")], (await StoredState.RowsAsync(Azurite.NewAccount(Configuration["Storage:Prefix"]), "Recipients")).Where(row => row.PartitionKey.Contains("20261214", StringComparison.Ordinal)).Select(row => row.RowKey));
    }

    private async Task<JsonElement[]> ItemsAsync(params string[] arguments) => [.. Items(await Litwatch.DoneAsync([.. arguments, "--json"]))];

    private async Task<DigestManifest> NextDigestAsync(DateTimeOffset now)
    {
        await using var host = await ComposeAsync(Configuration, now);
        var deliveries = await host.Services.GetRequiredService<DeliveryStore>().OfAsync("default", Subscription, CancellationToken.None);
        Assert.Equal(2, deliveries.Count);
        return (await host.Services.GetRequiredService<DigestArchive>().FindManifestAsync(deliveries[^1], CancellationToken.None))!;
    }
}
