using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Digests;

/// <summary>
/// Decides what is in a digest: for each alert the hits of every strategy it had, seen since the last settled slot minus one day
/// and after the alert joined (or entered since the day asked for), not from back-fill, minus what was mailed under any alias.
/// </summary>
internal sealed class ManifestBuilder(
    AlertStore alerts, StrategyStore strategies, HitStore hits, ArticleStore articles, MailedStore mailed, CursorStore cursors, RunStore runs, TimeProvider clock)
{
    /// <summary>Hits stamped before the last slot may have become visible after its manifest was frozen; Mailed keeps them from repeating.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    public async Task<DigestManifest> BuildAsync(Subscription subscription, DateTimeOffset slot, DateTimeOffset? previousSlot, CancellationToken cancellationToken)
    {
        var found = new List<Part>();
        var removed = new List<DigestAlert>();
        foreach (var subscribed in subscription.Alerts)
        {
            if (await alerts.FindAsync(subscription.Team, subscribed.Alert, cancellationToken) is var (alert, _))
            {
                found.Add(await PartAsync(subscribed, alert, previousSlot, cancellationToken));
            }
            else
            {
                removed.Add(new DigestAlert { Id = subscribed.Alert, Name = subscribed.Alert, Strategy = "", PausedBecause = "the alert was removed" });
            }
        }

        FoldHalfJoined(found);
        await PlaceAsync(found, subscription, cancellationToken);
        return new DigestManifest
        {
            Team = subscription.Team,
            Subscription = subscription.Id,
            SubscriptionName = MailAddress.Is(subscription.Name) ? "Literature digest" : subscription.Name,
            Slot = slot,
            TimeZone = subscription.Schedule.TimeZone,
            PreviousSlot = previousSlot,
            ComposedAt = clock.GetUtcNow(),
            NextSlot = subscription.Schedule.Next(slot),
            Recipients = [.. subscription.Recipients.Where(recipient => recipient.WantsMail).Select(recipient => MailAddress.Hash(recipient.Address))],
            Alerts = [.. found.Select(part => part.Result()), .. removed],
            Attach = subscription.Attach,
            FullAbstracts = subscription.FullAbstracts,
            SoftwareVersion = SoftwareVersion.Current,
        };
    }

    private async Task<Part> PartAsync(SubscribedAlert subscribed, Alert alert, DateTimeOffset? previousSlot, CancellationToken cancellationToken)
    {
        var strategy = await strategies.FindAsync(alert.StrategyHash, cancellationToken) ?? throw new InvalidOperationException($"There is no strategy {alert.StrategyHash}.");
        var part = new Part(alert, StrategyMatcher.For(strategy), await SearchesAsync(alert, subscribed, previousSlot, cancellationToken));
        var since = subscribed.Since is not null || previousSlot is null ? DateTimeOffset.MinValue : previousSlot.Value - Overlap;
        foreach (var (hash, adopted) in alert.Strategies.GroupBy(version => version.Hash, version => version.Since, StringComparer.Ordinal).Select(versions => (versions.Key, versions.Max())))
        {
            // A strategy that others had searched before this alert took it over has finds that were never seen from here.
            await foreach (var hit in hits.SinceAsync(hash, adopted >= since ? DateTimeOffset.MinValue : since, cancellationToken))
            {
                if (IsWanted(hit, subscribed) && await articles.FindRootAsync(hit.Article, cancellationToken) is { } root)
                {
                    part.Add(root, hit.FirstSeenAt, [hit.Source]);
                }
            }

            foreach (var record in previousSlot is { } before ? await hits.ChangedSinceAsync(hash, before - Overlap, cancellationToken) : [])
            {
                if (await articles.FindRootAsync(record, cancellationToken) is { } root)
                {
                    part.Noticed[root.Id] = root;
                }
            }
        }

        return part;
    }

    private static bool IsWanted(Hit hit, SubscribedAlert subscribed) =>
        (hit.FirstSeenAt >= subscribed.JoinedAt && !hit.IsBackFill) || (subscribed.Since is { } since && hit.EnteredOn >= since);

    // A join that was cut off half way leaves two roots, one of which has taken the other in already: they are one article.
    private static void FoldHalfJoined(IReadOnlyList<Part> parts)
    {
        var takenIn = parts.SelectMany(part => part.Found.Values).Select(found => found.Root).OrderBy(root => root.Id, StringComparer.Ordinal)
            .SelectMany(root => root.Absorbed.Select(record => (record.Id, Root: root)))
            .DistinctBy(pair => pair.Id, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Id, pair => pair.Root, StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var found in part.Found.Values.Where(found => takenIn.ContainsKey(found.Root.Id)).ToArray())
            {
                part.Found.Remove(found.Root.Id);
                part.Add(takenIn[found.Root.Id], found.FirstSeenAt, found.Sources);
            }
        }
    }

    // An article stands once in a digest: under the first alert that it matches; the others are named on its line.
    private async Task PlaceAsync(IReadOnlyList<Part> parts, Subscription subscription, CancellationToken cancellationToken)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var root in part.Noticed.Values.OrderBy(root => root.Id, StringComparer.Ordinal))
            {
                Tell(part, root, await mailed.FindAsync(subscription.Team, subscription.Id, root.Aliases, cancellationToken));
            }

            foreach (var found in part.Found.Values.OrderByDescending(found => found.FirstSeenAt).ThenBy(found => found.Root.Id, StringComparer.Ordinal))
            {
                var before = await mailed.FindAsync(subscription.Team, subscription.Id, found.Root.Aliases, cancellationToken);
                if (before is null && shown.Add(found.Root.Id))
                {
                    string[] others = [.. parts.Where(other => other != part && other.Found.ContainsKey(found.Root.Id)).Select(other => other.Alert.Name)];
                    part.New.Add(found.Line(part.Matcher) with { AlsoMatches = others });
                }
                else if (before?.Alerts.Contains(part.Alert.Id) == false)
                {
                    // Its notices count as told from now on: also those that no search of the alerts before has met yet.
                    Tell(part, found.Root, before);
                    part.Known.Add(found.Line(part.Matcher) with { MailedAs = before.Article });
                }
            }
        }

        void Tell(Part part, StoredArticle root, MailedBefore? before)
        {
            var article = root.Merged();
            if (before is not null
                && ArticleNotices.Of(article).Where(notice => !before.Notices.Contains(notice)).Select(ArticleNotices.Describe).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } since
                && changed.Add(root.Id))
            {
                part.Changed.Add(new DigestLine { Article = article, MailedAs = before.Article, Notices = since, FirstSeenAt = clock.GetUtcNow() });
            }
        }
    }

    private async Task<IReadOnlyList<DigestSearch>> SearchesAsync(Alert alert, SubscribedAlert subscribed, DateTimeOffset? previousSlot, CancellationToken cancellationToken)
    {
        var searches = new List<DigestSearch>();
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var source in alert.Sources)
        {
            var cursor = await cursors.FindAsync(alert.StrategyHash, source.Source, cancellationToken);
            var done = new List<SearchRun>();
            await foreach (var run in runs.SinceAsync(alert.StrategyHash, source.Source, previousSlot ?? subscribed.JoinedAt - Overlap, cancellationToken))
            {
                done.Add(run);
            }

            // A part of a window is a run of its own: what was searched is the sum of the complete ones, and one that nothing has made good since speaks for all.
            var complete = done.Where(run => run.Certificate.Outcome == SearchOutcome.Complete).ToArray();
            var told = done.Find(run => run.Certificate.Outcome != SearchOutcome.Complete && !IsMadeGood(run, complete, cursor)) ?? done.FirstOrDefault();
            searches.Add(new DigestSearch
            {
                Source = source.Source,
                Required = source.Required,
                Runs = done.Count,
                From = done.Count == 0 ? null : done.Min(run => run.Window.From),
                To = done.Count == 0 ? null : done.Max(run => run.Window.To),
                Outcome = told?.Certificate.Outcome ?? cursor.LastOutcome,
                Promised = complete.Sum(run => run.Certificate.Promised),
                Delivered = complete.Sum(run => run.Certificate.Delivered),
                Matched = complete.Select(run => run.Certificate.Matched).Aggregate((int?)null, (sum, matched) => matched is null ? sum : (sum ?? 0) + matched),
                Notes = told?.Certificate.Notes ?? [],
                Why = told?.Certificate.Why ?? [],
                Warnings = [.. done.SelectMany(run => run.Warnings).Distinct(StringComparer.Ordinal)],
                CompleteThrough = cursor.CompleteThrough,
                LastSearchedAt = cursor.LastSearchedAt,
                OverdueDays = source.Required && alert.IsActive(today) ? OverdueSearch.Of(alert, cursor, now)?.Days : null,
                Queries = told?.Queries ?? [],
            });
        }

        return searches;
    }

    /// <summary>Its days are complete by now, but for the last one, which may have been the current day; or the same days were searched again.</summary>
    private static bool IsMadeGood(SearchRun run, IEnumerable<SearchRun> complete, SearchCursor cursor)
    {
        var (from, to) = (run.Window.From, run.Window.To);
        return cursor.Complete.Holes(from, from < to ? to.AddDays(-1) : from).Count == 0
            || complete.Any(later => later.QueuedAt > run.QueuedAt && later.Window.From <= from && later.Window.To >= to);
    }

    private sealed class Part(Alert alert, StrategyMatcher matcher, IReadOnlyList<DigestSearch> searches)
    {
        public Alert Alert { get; } = alert;

        public StrategyMatcher Matcher { get; } = matcher;

        public Dictionary<string, Found> Found { get; } = new(StringComparer.Ordinal);

        /// <summary>Articles of which notices came since the digest before.</summary>
        public Dictionary<string, StoredArticle> Noticed { get; } = new(StringComparer.Ordinal);

        public List<DigestLine> Changed { get; } = [];

        public List<DigestLine> New { get; } = [];

        public List<DigestLine> Known { get; } = [];

        public void Add(StoredArticle root, DateTimeOffset firstSeenAt, IEnumerable<string> sources)
        {
            var known = Found.GetValueOrDefault(root.Id) ?? new Found(root, firstSeenAt, []);
            Found[root.Id] = known with
            {
                FirstSeenAt = firstSeenAt < known.FirstSeenAt ? firstSeenAt : known.FirstSeenAt,
                Sources = new SortedSet<string>(known.Sources.Concat(sources), StringComparer.Ordinal),
            };
        }

        public DigestAlert Result() => new()
        {
            Id = Alert.Id,
            Name = Alert.Name,
            Strategy = Alert.StrategyHash,
            New = DigestOrder.Of(New),
            Changed = Changed,
            Known = Known,
            Searches = searches,
            PausedBecause = Alert.Paused?.Reason,
        };
    }

    private sealed record Found(StoredArticle Root, DateTimeOffset FirstSeenAt, SortedSet<string> Sources)
    {
        public DigestLine Line(StrategyMatcher matcher)
        {
            var article = Root.Merged();
            return new DigestLine { Article = article, Spans = matcher.MatchDelivered(article) ?? [], FoundIn = [.. Sources], FirstSeenAt = FirstSeenAt };
        }
    }
}
