using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Sources;
using LitWatch.Storage;
using LitWatch.Strategies;

namespace LitWatch.Tests.Histories;

/// <summary>
/// Compares what a world has come to with what its plan asks for, by rules that know nothing of the pipeline's ways: every matching article reaches every subscription once, every slot has one digest or one reason,
/// every day is searched, every mail has one Message-ID, what lacked something is never called complete.
/// </summary>
internal sealed class Referee(Plan plan, World world)
{
    private readonly List<string> violations = [];

    public static async Task<IReadOnlyList<string>> JudgeAsync(Plan plan, World world)
    {
        var referee = new Referee(plan, world);
        await referee.JudgeAsync();
        return referee.violations;
    }

    private async Task JudgeAsync()
    {
        violations.AddRange(world.Faults.Select(fault => $"a handler failed: {fault}"));
        foreach (var subscription in world.Subscriptions)
        {
            var deliveries = await world.Get<DeliveryStore>().OfAsync(World.Team, subscription.Id, CancellationToken.None);
            JudgeSlots(subscription, deliveries);
            var digests = new List<(Delivery Delivery, DigestManifest Manifest)>();
            foreach (var delivery in deliveries.Where(delivery => delivery.Suppressed is null))
            {
                if (await world.Get<DigestArchive>().FindManifestAsync(delivery, CancellationToken.None) is { } manifest)
                {
                    digests.Add((delivery, manifest));
                    await JudgeMailsAsync(delivery, manifest);
                }
            }

            JudgeArticles(subscription, digests);
            JudgeChanges(subscription, digests);
        }

        foreach (var alert in world.Alerts.Where(alert => !alert.IsPaused))
        {
            await JudgeWindowsAsync(alert);
        }

        await JudgeCertificatesAsync();
    }

    private void JudgeSlots(FollowedSubscription subscription, IReadOnlyList<Delivery> deliveries)
    {
        var slots = deliveries.Select(delivery => delivery.Slot).ToHashSet();
        Demand(subscription.Must.IsSubsetOf(slots), () => $"{subscription.Id}: no digest for {string.Join(", ", subscription.Must.Except(slots))}");
        Demand(slots.IsSubsetOf(subscription.Must.Union(subscription.May)), () => $"{subscription.Id}: a digest that no slot asked for: {string.Join(", ", slots.Except(subscription.Must).Except(subscription.May))}");
        foreach (var delivery in deliveries)
        {
            Demand(delivery.State == DeliveryState.Settled && (delivery.Subject is null) != (delivery.Suppressed is null), () => $"{delivery.Id}: {delivery.State}, subject '{delivery.Subject}', suppressed '{delivery.Suppressed}'");
        }
    }

    private async Task JudgeMailsAsync(Delivery delivery, DigestManifest manifest)
    {
        var mails = world.Mailer.Taken.Where(mail => mail.Date == delivery.ComposedAt && manifest.Recipients.Contains(MailAddress.Hash(mail.To), StringComparer.Ordinal)).ToList();
        foreach (var recipient in manifest.Recipients)
        {
            var own = mails.Where(mail => MailAddress.Hash(mail.To) == recipient).ToList();
            Demand(own.Count > 0, () => $"{delivery.Id}: {recipient} got no mail");
            Demand(own.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count() <= 1, () => $"{delivery.Id}: {recipient} got several Message-IDs");
            Demand(own.Select(mail => mail.Body).Distinct(StringComparer.Ordinal).Count() <= 1, () => $"{delivery.Id}: {recipient} got several bodies");
            foreach (var line in manifest.Alerts.SelectMany(alert => alert.New))
            {
                Demand(own.All(mail => mail.Body.Contains(line.Article.Title!, StringComparison.OrdinalIgnoreCase) || IsMarked(mail.Body, line.Article.Title!)), () => $"{delivery.Id}: the mail lacks {line.Article.Title}");
            }
        }

        await Task.CompletedTask;
    }

    // Highlighting breaks a title into pieces; its first word stays whole.
    private static bool IsMarked(string body, string title) => body.Contains(title.Split(' ')[0], StringComparison.OrdinalIgnoreCase);

    private void JudgeArticles(FollowedSubscription subscription, IReadOnlyList<(Delivery Delivery, DigestManifest Manifest)> digests)
    {
        var lines = digests.SelectMany(digest => digest.Manifest.Alerts.SelectMany(alert => alert.New.Select(line => (Records: RecordsOf(line), line.Article.IsRetracted)))).ToList();
        foreach (var work in plan.Works)
        {
            PlannedRecord[] records = [.. plan.Records.Where(record => record.Work == work.Number)];
            PlannedRecord[] due = [.. records.Where(record => IsDue(subscription, record))];
            var own = lines.Where(line => line.Records.Overlaps(records.Select(record => record.ArticleId))).ToList();
            var isSplit = world.Splits.ContainsKey(work.Number);
            var most = 1 + (work.IsLatePair ? 1 : 0) + (isSplit ? 1 : 0);
            Demand(own.Count <= most, () => $"{subscription.Id}: work {work.Number} is new {own.Count} times");
            Demand(due.Length == 0 || own.Count >= 1, () => $"{subscription.Id}: work {work.Number} was never mailed");
            Demand(!isSplit || due.Length < 2 || own.Count >= 2, () => $"{subscription.Id}: of the split work {work.Number} one side was never mailed");
            // Hits belong to strategies: what one alert's source found is every alert's that asks the same.
            Demand(own.Count == 0 || subscription.Alerts.Keys.SelectMany(alert => alert.Topics).Any(topic => topic.Matches(work.Topic)), () => $"{subscription.Id}: work {work.Number} matches nothing");
            if (!isSplit)
            {
                Demand(records.All(record => own.Count(line => line.Records.Contains(record.ArticleId)) <= 1), () => $"{subscription.Id}: a record of work {work.Number} is new twice");
            }
        }
    }

    private void JudgeChanges(FollowedSubscription subscription, IReadOnlyList<(Delivery Delivery, DigestManifest Manifest)> digests)
    {
        foreach (var work in plan.Works.Where(work => work.RetractedAt is not null))
        {
            var retracted = plan.Records.First(record => record.Work == work.Number && record.Source == SourceNames.PubMed);
            var ids = plan.Records.Where(record => record.Work == work.Number).Select(record => record.ArticleId).ToHashSet(StringComparer.Ordinal);
            var asNew = digests.Sum(digest => digest.Manifest.Alerts.Sum(alert => alert.New.Count(line => line.Article.IsRetracted && RecordsOf(line).Overlaps(ids))));
            var asChange = digests.Sum(digest => digest.Manifest.Alerts.Sum(alert => alert.Changed.Count(line => line.Notices.Contains(ArticleNotices.Retracted, StringComparer.Ordinal) && RecordsOf(line).Overlaps(ids))));
            Demand(!IsDue(subscription, retracted) || asNew + asChange >= 1, () => $"{subscription.Id}: the retraction of work {work.Number} was not told");
            Demand(asChange <= (world.Splits.ContainsKey(work.Number) || work.IsLatePair ? 2 : 1), () => $"{subscription.Id}: the retraction of work {work.Number} was told {asChange} times");
        }
    }

    /// <summary>Whether the subscription must get the record: it came while somebody followed an alert whose strategy, as it is at last, it matches.</summary>
    private bool IsDue(FollowedSubscription subscription, PlannedRecord record) => !subscription.IsPaused && record.VisibleAt < plan.End && subscription.Alerts.Any(followed =>
        !followed.Key.IsPaused
        && followed.Key.Sources.Contains(record.Source, StringComparer.Ordinal)
        && followed.Key.Topics[^1].Matches(plan.Works[record.Work].Topic)
        && record.Created >= followed.Key.NewsSince
        && record.VisibleAt >= followed.Value.AddHours(1));

    private async Task JudgeWindowsAsync(WatchedAlert alert)
    {
        var strategy = StrategyHash.Of(world.StrategyOf(alert.Topics[^1]));
        foreach (var source in alert.Sources)
        {
            var cursor = await world.Get<CursorStore>().FindAsync(strategy, source, CancellationToken.None);
            var last = DateOnly.FromDateTime(plan.End.UtcDateTime).AddDays(-alert.CadenceDays);
            var holes = cursor.Complete.Holes(alert.NewsSince, last).Sum(hole => hole.Days());
            Demand(holes == 0, () => $"{alert.Id} in {source}: {holes} days are not searched");
            var proven = new List<SearchWindow>();
            await foreach (var run in world.Get<RunStore>().SinceAsync(strategy, source, DateTimeOffset.MinValue, CancellationToken.None))
            {
                if (run.Certificate.Outcome == SearchOutcome.Complete)
                {
                    proven.Add(run.Window);
                }
            }

            var unproven = cursor.Complete.SelectMany(window => Enumerable.Range(0, window.Days()).Select(day => window.From.AddDays(day))).Count(day => !proven.Any(window => window.Contains(day)));
            Demand(unproven == 0, () => $"{alert.Id} in {source}: {unproven} days are called complete, and no complete run has them");
        }
    }

    private async Task JudgeCertificatesAsync()
    {
        foreach (var source in world.Sources)
        {
            foreach (var strategy in source.Lacking.Select(search => search.Strategy).Distinct(StringComparer.Ordinal))
            {
                await foreach (var run in world.Get<RunStore>().SinceAsync(strategy, source.Name, DateTimeOffset.MinValue, CancellationToken.None))
                {
                    Demand(run.Certificate.Outcome != SearchOutcome.Complete || !source.Lacking.Contains((strategy, run.SearchedAt)), () => $"{run.Id}: called complete, and it lacked something");
                }
            }
        }
    }

    // The root under its own name, and every record that was joined into it.
    private static HashSet<string> RecordsOf(DigestLine line) => line.Article.Records.Select(record => ArticleId.Of(record.Source, record.Id)).ToHashSet(StringComparer.Ordinal);

    private void Demand(bool holds, Func<string> violation)
    {
        if (!holds)
        {
            violations.Add(violation());
        }
    }
}
