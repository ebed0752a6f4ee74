using System.Net;
using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using LitWatch.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Web;

public sealed class PoisonApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(SourceSearch.Queue)]
    [InlineData(EmailDue.Queue)]
    public async Task Messages_that_were_given_up_are_listed_and_sent_back_as_they_came(string queue)
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var storage = web.Services.GetRequiredService<StorageAccount>();
        var poison = await storage.QueueAsync(PoisonQueues.NameOf(queue), CancellationToken.None);
        foreach (var i in Enumerable.Range(0, 40))
        {
            await poison.SendMessageAsync($"no JSON {i} <b>");
        }

        using var listed = await web.GetAsync($"api/poison?queue={queue}");
        var items = (await TestWeb.JsonAsync(listed))["items"]!.AsArray();
        Assert.Equal((32, queue, "no JSON 0 <b>"), (items.Count, (string)items[0]!["queue"]!, (string)items[0]!["body"]!));

        using var redriven = await web.PostAsync("api/poison/redrive", new { });
        Assert.Equal(40, (int)(await TestWeb.JsonAsync(redriven))["count"]!);
        var back = (await (await storage.QueueAsync(queue, CancellationToken.None)).ReceiveMessagesAsync(32)).Value;
        Assert.Equal(32, back.Length);
        Assert.Contains(back, message => message.Body.ToString() == "no JSON 0 <b>");
        Assert.Empty((await poison.PeekMessagesAsync(32)).Value);
    }

    [Fact]
    public async Task Only_an_admin_sees_them_and_queues_are_known_by_name()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);
        await web.BecomeAsync("oncology", Access.Editor);
        using var refused = await web.GetAsync("api/poison");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        await web.BecomeAsync("oncology", Access.Admin);
        using var unknown = await web.GetAsync("api/poison?queue=roses");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }
}
