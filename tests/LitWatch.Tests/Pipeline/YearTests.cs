using System.Diagnostics;
using System.Globalization;
using System.Text;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Replay;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using LitWatch.Tests.Replay;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Xunit.Abstractions;

namespace LitWatch.Tests.Pipelines;

/// <summary>
/// A year of weekly digests over Azurite and a real mail server, in a process that is killed at moments of chance, with a line to the mail server that breaks. What people received is compared with what was published.
/// </summary>
[Collection(nameof(LongProcesses))]
[Trait("Category", "Long")]
public sealed class YearTests(AzuriteFixture azurite, SmtpFixture smtp, ITestOutputHelper output) : IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>
{
    private static readonly DateTimeOffset FirstMonday = new(2025, 1, 6, 7, 0, 0, TimeSpan.Zero);

    private static (int Weeks, int Subscriptions, int Alerts) Size => FullRun.IsAsked ? (52, 50, 20) : (4, 6, 5);

    [Fact]
    public async Task Everybody_gets_every_article_once_and_each_week_one_mail()
    {
        const int Seed = 1;
        var chance = new Random(Seed);
        var (weeks, subscriptions, alerts) = Size;
        using var folder = new TemporaryFolder();
        await using var line = new UnsteadyLine(smtp.Port);
        await using var sources = await Bench.ReplayAsync(rateLimits: false);
        PublishedCase[] cases = [.. Enumerable.Range(0, alerts * weeks).Select(number => new PublishedCase(number, chance.Next(alerts), chance.Next(weeks * 7)))];
        sources.Add($"<PubmedArticleSet>{string.Concat(cases.Select(one => one.Xml()))}</PubmedArticleSet>");
        var configuration = Bench.Configuration(azurite.ConnectionString, TestStorage.NewPrefix(), sources, folder["outbox"]);
        configuration["Mail:Host"] = "127.0.0.1";
        configuration["Mail:Port"] = $"{line.Port}";
        configuration["Mail:Security"] = "None";
        var followed = await SubscribeAsync(configuration, folder[""], chance);

        var (kills, outages) = (0, 0);
        await using (var worker = new KilledWorker(configuration, folder[""]))
        {
            for (var week = 1; week <= weeks + 1; week++)
            {
                var now = FirstMonday.AddDays(7 * week).AddMinutes(chance.Next(1, 120));
                line.BreaksAfter = week <= weeks && chance.Next(4) == 0 ? chance.Next(30_000) : null;
                outages += line.BreaksAfter is null ? 0 : 1;
                // Killed and begun again after three quarters of an hour, when what was under way counts as lost.
                for (var tries = 0; !await worker.SweepAsync(now, killed: week <= weeks && tries < 3 && chance.Next(2) == 0 ? TimeSpan.FromMilliseconds(chance.Next(50, 4_000)) : null); tries++)
                {
                    kills++;
                    now = now.AddMinutes(45);
                }

                // In life a sweep comes every five minutes; here one after the trouble carries on what is left.
                line.BreaksAfter = null;
                await worker.SweepAsync(now.AddHours(2), killed: null);
            }

            for (var round = 0; round < 4; round++)
            {
                await worker.SweepAsync(FirstMonday.AddDays(7 * (weeks + 1)).AddHours(8 + round), killed: null);
            }
        }

        var received = smtp.Taken();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {Seed}: {weeks} weeks, {subscriptions} subscriptions, {cases.Length} articles, {received.Count} mails, {kills} kills, {outages} outages of the mail server"));
        string[] slots = [.. Enumerable.Range(1, weeks + 1).Select(week => $"(week {ISOWeek.GetWeekOfYear(FirstMonday.AddDays(7 * week).UtcDateTime)})").Order(StringComparer.Ordinal)];
        var faults = new List<string>();
        foreach (var (recipient, watched) in followed)
        {
            MimeMessage[] mails = [.. received.Where(mail => mail.Recipients.Contains(recipient, StringComparer.Ordinal)).Select(mail => mail.Mail).DistinctBy(mail => mail.MessageId)];
            var told = mails.Select(mail => mail.Subject![mail.Subject!.LastIndexOf('(')..]).Order(StringComparer.Ordinal);
            faults.AddRange(told.SequenceEqual(slots, StringComparer.Ordinal) ? [] : [$"{recipient}: {string.Join(' ', told)} for {string.Join(' ', slots)}"]);
            faults.AddRange(cases
                .Select(one => (Case: one, Count: mails.Count(mail => mail.TextBody?.Contains(one.Token, StringComparison.Ordinal) == true), Due: watched.Contains(one.Alert) ? 1 : 0))
                .Where(one => one.Count != one.Due).Select(one => $"{recipient}: {one.Case} came {one.Count} times for {one.Due}"));
        }

        Assert.True(kills > 0 && outages > 0, "Nothing was killed, or no line broke: the test showed nothing.");
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults.Take(20)));
    }

    private static async Task<Dictionary<string, IReadOnlySet<int>>> SubscribeAsync(IReadOnlyDictionary<string, string?> configuration, string folder, Random chance)
    {
        var clock = new ShiftedTimeProvider(FirstMonday.AddHours(2) - TimeProvider.System.GetUtcNow());
        await using var host = await LocalRunner.StartAsync(configuration, folder, clock, LitWatch.Local.Hosting.HostParts.None);
        await using var scope = host.Services.CreateAsyncScope();
        var made = new List<Alert>();
        for (var number = 0; number < Size.Alerts; number++)
        {
            made.Add(await scope.ServiceProvider.GetRequiredService<EditAlerts>().AddAsync(
                Bench.Team, "tests", new AlertDraft { Strategy = Bench.StrategyOf([PublishedCase.Drug(number)], ["exampleitis"]), Sources = [new AlertSource(SourceNames.PubMed, Required: true)] }, CancellationToken.None));
        }

        var followed = new Dictionary<string, IReadOnlySet<int>>(StringComparer.Ordinal);
        for (var number = 0; number < Size.Subscriptions; number++)
        {
            var watched = Enumerable.Range(0, Size.Alerts).Where(_ => chance.Next(4) == 0).DefaultIfEmpty(number % Size.Alerts).ToHashSet();
            var recipient = $"r{number}@example.org";
            await scope.ServiceProvider.GetRequiredService<EditSubscriptions>().AddAsync(
                Bench.Team, "tests", new SubscriptionDraft { Recipients = [recipient], Alerts = [.. watched.Select(alert => new SubscribedAlertDraft(made[alert].Id))] }, CancellationToken.None);
            followed[recipient] = watched;
        }

        return followed;
    }

    /// <param name="Day">Days after the first Monday on which PubMed took it in.</param>
    private sealed record PublishedCase(int Number, int Alert, int Day)
    {
        public string Token => $"Case-{10_000 + Number}";

        public static string Drug(int alert) => $"examplimab{(char)('a' + alert)}";

        public string Xml()
        {
            var day = FirstMonday.AddDays(Day);
            return Replayed.Article(
                5_000_000 + Number, $"{Token} of exampleitis under {Drug(Alert)}", history: Replayed.Moment("entrez", day.Year, day.Month, day.Day) + Replayed.Moment("pubmed", day.Year, day.Month, day.Day));
        }
    }

    /// <summary>The worker's process, started again after each kill.</summary>
    private sealed class KilledWorker(IReadOnlyDictionary<string, string?> configuration, string folder) : IAsyncDisposable
    {
        private Process? process;

        /// <summary>One sweep at a time of the year; false when it was killed before it ended.</summary>
        public async Task<bool> SweepAsync(DateTimeOffset at, TimeSpan? killed)
        {
            process ??= Start();
            await process.StandardInput.WriteLineAsync(at.ToString("O", CultureInfo.InvariantCulture));
            var done = DoneAsync(process);
            if (killed is not { } after || await Task.WhenAny(done, Task.Delay(after, TimeProvider.System)) == done)
            {
                await done;
                return true;
            }

            await DisposeAsync();
            await ((Task)done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }

        private static async Task DoneAsync(Process from)
        {
            var said = new StringBuilder();
            while (await from.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line == YearWorker.Done)
                {
                    return;
                }

                said.AppendLine(line);
            }

            throw new InvalidOperationException($"The worker ended: {said}");
        }

        public async ValueTask DisposeAsync()
        {
            if (process is not null)
            {
                process.Kill();
                await process.WaitForExitAsync();
                process.Dispose();
                process = null;
            }
        }

        private Process Start()
        {
            var start = new ProcessStartInfo("dotnet", [typeof(YearWorker).Assembly.Location, "year", folder])
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            foreach (var (key, value) in configuration)
            {
                start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
            }

            return Process.Start(start)!;
        }
    }
}
