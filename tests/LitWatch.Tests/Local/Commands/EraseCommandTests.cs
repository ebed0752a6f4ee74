using System.Text.Json;
using LitWatch.Digests;
using LitWatch.Local.Commands;

namespace LitWatch.Tests.Local.Commands;

/// <summary><c>litwatch erase</c>: addresses out of the account, of all teams.</summary>
public sealed class EraseCommandTests(AzuriteFixture azurite) : CommandsOverStorage(azurite)
{
    [Fact]
    public async Task An_address_is_erased_in_all_teams_and_only_that()
    {
        await SubscribedAsync("default");
        await SubscribedAsync("oncology");

        var erased = Assert.Single(Items(await Litwatch.DoneAsync("erase", "Gone@example.org", "--json")));

        Assert.Equal((MailAddress.Hash("gone@example.org"), 2), (erased.GetProperty("hash").GetString(), erased.GetProperty("subscriptions").GetInt32()));
        foreach (var team in new[] { "default", "oncology" })
        {
            var list = await Litwatch.DoneAsync("subscriptions", "list", "--team", team, "--json");
            Assert.DoesNotContain("gone@", list, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("stays@example.org", list, StringComparison.Ordinal);
            Assert.DoesNotContain("gone@", await Litwatch.DoneAsync("subscriptions", "history", Assert.Single(Items(list)).GetProperty("id").GetString()!, "--team", team), StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("There is no such address", (await Litwatch.RunAsync("erase", "gone@example.org")) is var again ? again.Data + again.Words : "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_left_and_got_nothing_since_a_day_is_erased_together()
    {
        await SubscribedAsync("default");
        Assert.Empty(Items(await Litwatch.DoneAsync("erase", "--left-before", "2999-01-01", "--json")));
        var id = Assert.Single(Items(await Litwatch.DoneAsync("subscriptions", "list", "--json"))).GetProperty("id").GetString()!;

        await Litwatch.DoneAsync("subscriptions", "remove", id);

        Assert.Equal(2, Items(await Litwatch.DoneAsync("erase", "--left-before", "2999-01-01", "--json")).Count());
    }

    [Theory]
    [InlineData("Name either")]
    [InlineData("Name either", "a@example.org", "--left-before", "2026-01-01")]
    [InlineData("is not a mail address", "somebody")]
    public async Task What_is_to_be_erased_must_be_clear(string words, params string[] arguments)
    {
        var (code, _, said) = await Litwatch.RunAsync(["erase", .. arguments]);

        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Contains(words, said, StringComparison.Ordinal);
    }

    private async Task SubscribedAsync(string team)
    {
        await Litwatch.DoneAsync("alerts", "add", "--drug", "natalizumab", "--reaction", "psoriasis", "--team", team);
        await Litwatch.DoneAsync("subscriptions", "add", "--to", "gone@example.org", "stays@example.org", "--all-alerts", "--team", team);
    }
}
