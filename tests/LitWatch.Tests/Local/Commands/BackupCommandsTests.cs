using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using FsCheck.Xunit;
using LitWatch.Local.Commands;
using LitWatch.Storage;
using LitWatch.Storage.Backup;
using LitWatch.Tests.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Local.Commands;

/// <summary>An account in one file, and back.</summary>
public sealed class BackupCommandsTests(AzuriteFixture azurite) : CommandsOverStorage(azurite)
{
    private readonly string other = TestStorage.NewPrefix();

    [Fact]
    public async Task What_is_restored_is_the_same_and_goes_on_to_the_same_digest_to_the_byte()
    {
        await FilledAsync();
        Assert.Equal(ExitCode.Done, (await Litwatch.RunAsync("backup", Folder["all.zip"])).Code);
        var before = await ContentAsync(Configuration["Storage:Prefix"]!);

        var (code, data, words) = await Restorer().RunAsync("restore", Folder["all.zip"], "--json");
        var after = await ContentAsync(other);

        Assert.True(code == ExitCode.Done, words);
        Assert.Equal(before.Keys, after.Keys.Where(key => !key.StartsWith("Restores", StringComparison.Ordinal)));
        Assert.All(before, one => Assert.Equal(one.Value, after[one.Key]));
        Assert.Equal(before.Keys.Count(key => !key.StartsWith("blob ", StringComparison.Ordinal)), JsonElement.Parse(data).GetProperty("rows").GetInt32());

        var slot = DateTimeOffset.UtcNow.AddDays(8);
        var (first, second) = (await ComposedAsync(Configuration["Storage:Prefix"]!, slot), await ComposedAsync(other, slot));
        Assert.Contains(first.Keys, name => name.EndsWith(".html", StringComparison.Ordinal));
        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, one => Assert.Equal(one.Value, second[one.Key]));
    }

    [Fact]
    public async Task A_backup_that_is_damaged_or_meets_an_account_in_use_changes_nothing()
    {
        await FilledAsync();
        await Litwatch.RunAsync("backup", Folder["all.zip"]);
        var bytes = await File.ReadAllBytesAsync(Folder["all.zip"]);

        foreach (var (damage, words) in new (Func<byte[]> Damage, string Words)[]
        {
            (() => bytes[..(bytes.Length / 2)], "no backup"),
            (() => [.. bytes.Take(200), (byte)(bytes[200] ^ 0x55), .. bytes.Skip(201)], "nothing was restored"),
            (() => Encoding.UTF8.GetBytes("not a zip"), "no backup"),
        })
        {
            await File.WriteAllBytesAsync(Folder["damaged.zip"], damage());
            var refused = await Restorer().RunAsync("restore", Folder["damaged.zip"]);
            Assert.Equal(ExitCode.NotDone, refused.Code);
            Assert.Contains(words, refused.Words, StringComparison.OrdinalIgnoreCase);
            Assert.Empty(await ContentAsync(other));
        }

        var before = await ContentAsync(Configuration["Storage:Prefix"]!);
        var used = await Litwatch.RunAsync("restore", Folder["all.zip"]);
        Assert.Equal(ExitCode.NotDone, used.Code);
        Assert.Contains("not empty", used.Words, StringComparison.Ordinal);
        Assert.Equal(before, await ContentAsync(Configuration["Storage:Prefix"]!));

        var again = await Litwatch.RunAsync("backup", Folder["all.zip"]);
        Assert.Equal(ExitCode.NotDone, again.Code);
        Assert.Contains("there already", again.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_was_cut_off_goes_on()
    {
        await FilledAsync();
        await Litwatch.RunAsync("backup", Folder["all.zip"]);
        await using var host = await HostAsync(Elsewhere(other), TimeProvider.System);
        using var cut = new CancellationTokenSource();
        await using (var archive = File.OpenRead(Folder["all.zip"]))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Services.GetRequiredService<AccountRestore>().ReadAsync(archive, table => (table == "Hits" ? cut : new()).Cancel(), cut.Token));
        }

        var (code, _, words) = await Restorer().RunAsync("restore", Folder["all.zip"]);

        Assert.True(code == ExitCode.Done, words);
        Assert.Equal((await ContentAsync(Configuration["Storage:Prefix"]!)).Keys, (await ContentAsync(other)).Keys.Where(key => !key.StartsWith("Restores", StringComparison.Ordinal)));
    }

    [Property]
    public void A_row_of_any_type_comes_back(string text, int number, long large, double real, bool truth, byte[] bytes, Guid id, DateTime time)
    {
        var row = new TableEntity("p", "r")
        {
            ["Text"] = new string([.. text?.Where(unit => !char.IsSurrogate(unit)) ?? []]),
            ["Number"] = number,
            ["Large"] = large,
            ["Real"] = real,
            ["Truth"] = truth,
            ["Bytes"] = bytes ?? [],
            ["Id"] = id,
            ["Time"] = new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        };
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            EntityJson.Write(writer, row);
        }

        var read = EntityJson.Read(JsonElement.Parse(Encoding.UTF8.GetString(json.ToArray())));

        Assert.Equal(row.Keys.Order(StringComparer.Ordinal), read.Keys.Order(StringComparer.Ordinal));
        Assert.All(row.Keys, key => Assert.Equal(row[key], read[key]));
    }

    private async Task FilledAsync()
    {
        await Litwatch.RunAsync("alerts", "add", "--drug", "natalizumab", "Tysabri", "--reaction", "psoriasis");
        await Litwatch.RunAsync("subscriptions", "add", "--to", "safety@example.org", "--all-alerts");
        await SweepAsync();
    }

    private CommandRunner Restorer() => new() { Adjust = settings => settings with { WorkingFolder = Folder.Path, Values = Elsewhere(other) } };

    private Dictionary<string, string?> Elsewhere(string prefix) => new(Configuration, StringComparer.OrdinalIgnoreCase) { ["Storage:Prefix"] = prefix };

    /// <summary>The digest of the slot before <paramref name="now"/>, as the pipeline composes it then: the blobs by name.</summary>
    private async Task<SortedDictionary<string, string>> ComposedAsync(string prefix, DateTimeOffset now)
    {
        await using var host = await ComposeAsync(Elsewhere(prefix), now);
        var content = await ContentAsync(prefix);
        return new SortedDictionary<string, string>(content.Where(one => one.Key.StartsWith("blob digests", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private async Task<SortedDictionary<string, string>> ContentAsync(string prefix) => (await StoredContent.ReadAsync(Azurite.ConnectionString, prefix)).Exact();
}
