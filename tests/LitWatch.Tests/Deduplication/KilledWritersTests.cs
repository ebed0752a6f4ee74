using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LitWatch.Articles;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using LitWatch.Tests.Pipelines;
using Xunit.Abstractions;

namespace LitWatch.Tests.Deduplication;

/// <summary>
/// Processes store the same records, each in an order of its own, and are killed at moments of chance until each has come through once. One more pass, as the next search makes it, and all is as one writer alone would have left it.
/// </summary>
[Collection(nameof(LongProcesses))]
[Trait("Category", "Long")]
public sealed class KilledWritersTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private static readonly (int Writers, int KillsOfEach, int Records, int LongestLife) Size = FullRun.IsAsked ? (8, 3, 5_000, 20_000) : (4, 2, 300, 3_000);

    public static TheoryData<int> Seeds => FullRun.IsAsked ? [1, 2, 3] : [1];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Writers_that_are_killed_leave_what_one_undisturbed_writer_leaves(int seed)
    {
        using var folder = new TemporaryFolder();
        var records = RecordsOf(Size.Records, new Random(seed));
        await File.WriteAllLinesAsync(folder["records.ndjson"], records.Select(record => JsonSerializer.Serialize(record, ArticleJson.Default.Article)));
        var alone = azurite.NewAccount();
        await KeepWorker.StoreAsync(alone, records);

        var prefix = TestStorage.NewPrefix();
        var kills = await Task.WhenAll(Enumerable.Range(0, Size.Writers).Select(writer => RunAsync(folder, prefix, (seed * 100) + writer)));
        var together = azurite.NewAccount(prefix);
        await KeepWorker.StoreAsync(together, records);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records.Count} records, {Size.Writers} writers, {kills.Sum()} kills"));
        Assert.Empty(await StoredState.LooseEndsAsync(together));
        var (expected, found) = (await OutcomeAsync(alone, records), await OutcomeAsync(together, records));
        Assert.True(expected.SequenceEqual(found, StringComparer.Ordinal), $"alone only:\n{string.Join('\n', expected.Except(found).Take(10))}\ntogether only:\n{string.Join('\n', found.Except(expected).Take(10))}");
        Assert.Equal(records.Count, (await StoredState.RowsAsync(together, "Hits")).Count(row => row.RowKey.StartsWith("h|", StringComparison.Ordinal)));
    }

    /// <summary>The article of each record as people see it, all keys and all hits. Which pointer leads to the article directly and which by way of another depends on who came first, and nobody sees it.</summary>
    private static async Task<List<string>> OutcomeAsync(StorageAccount account, IReadOnlyList<Article> records)
    {
        var articles = new ArticleStore(new ArticleRows(account));
        var lines = (await StoredState.OutcomeAsync(account)).Where(line => !line.StartsWith("article ", StringComparison.Ordinal)).ToList();
        foreach (var record in records)
        {
            var root = (await articles.FindRootAsync(record.Id, CancellationToken.None))!;
            lines.Add($"article of {record.Id}: {string.Join(',', root.Aliases.Order(StringComparer.Ordinal))} {JsonSerializer.Serialize(root.Merged(), ArticleJson.Default.Article)}");
        }

        return lines;
    }

    /// <summary>Starts the writer again and again, until it was killed so often and then came through; returns how often it was killed.</summary>
    private async Task<int> RunAsync(TemporaryFolder folder, string prefix, int seed)
    {
        var chance = new Random(seed);
        for (var kills = 0; ; kills++)
        {
            var start = new ProcessStartInfo("dotnet", [typeof(KeepWorker).Assembly.Location, "keep", folder["records.ndjson"], prefix, (seed + (kills * 1_000)).ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true, UseShellExecute = false };
            start.Environment[StorageOptions.ConnectionKey] = azurite.ConnectionString;
            using var process = Process.Start(start)!;
            var ended = process.WaitForExitAsync();
            if (kills < Size.KillsOfEach && await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(chance.Next(400, Size.LongestLife)), TimeProvider.System)) != ended)
            {
                process.Kill();
                await ended;
                continue;
            }

            await ended;
            Assert.True(process.ExitCode == 0, await process.StandardError.ReadToEndAsync());
            return kills;
        }
    }

    /// <summary>Works as two sources describe them: most twice, by DOI and title, some by title and place only, some three times, some with the DOI of a supplement.</summary>
    private static IReadOnlyList<Article> RecordsOf(int count, Random chance)
    {
        var records = new List<Article>();
        for (var work = 1; records.Count < count; work++)
        {
            var title = string.Create(CultureInfo.InvariantCulture, $"Observation {work} of examplimab and exampleitis in ward {chance.Next(1_000)}");
            var doi = Doi.Parse(work % 10 == 0 ? $"10.5555/supplement.{work / 50}" : $"10.5555/work.{work}");
            var journal = new Journal { Title = "Journal of invented cases", Volume = $"{work % 40}", Pages = $"{work}-{work + 3}" };
            var pubMed = Records.PubMed($"{90_000_000 + work}", title, doi.ToString()) with { Journal = journal, Published = PartialDate.Of(2026), Authors = [new Author { Family = $"Measure{work % 97}" }] };
            records.Add(pubMed);
            if (work % 3 > 0)
            {
                records.Add(Records.Crossref(doi.ToString(), title + ".", $"{doi}#{work}") with { Journal = journal with { Title = "J Inv Cases" }, Published = PartialDate.Of(2026), Authors = pubMed.Authors });
            }

            if (work % 7 == 0)
            {
                records.Add(Records.Crossref($"10.5555/import.{work}", title.ToUpperInvariant(), $"import {work}") with { Doi = null, Journal = journal, Published = PartialDate.Of(2026), Authors = pubMed.Authors });
            }
        }

        return [.. records.Take(count)];
    }
}
