using LitWatch.Alerts;
using LitWatch.Search;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;
using LitWatch.Strategies.Matching;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary>What a strategy would have found of the articles that are stored.</summary>
/// <param name="Read">Articles looked at.</param>
/// <param name="Gained">Of those matched, what the alert's strategy of now does not match; null when no alert was named.</param>
/// <param name="Lost">What the alert's strategy of now matches and this one would not.</param>
internal sealed record StrategyTrial(int Read, TrialMatches Matched, TrialMatches? Gained, TrialMatches? Lost);

/// <param name="Newest">The newest of them, <see cref="Most"/> at most.</param>
internal sealed record TrialMatches(int Count, IReadOnlyList<AdHocArticle> Newest)
{
    public const int Most = 100;

    public static TrialMatches Of(IReadOnlyCollection<AdHocArticle> all) =>
        new(all.Count, [.. all.OrderByDescending(found => found.Article.Published?.Earliest).ThenBy(found => found.Article.Id, StringComparer.Ordinal).Take(Most)]);
}

/// <summary><c>POST strategies/trial</c>: tries the strategy in the body, which is kept nowhere, on the articles that searches have found.</summary>
internal sealed class TryStrategy(AlertStore alerts, StrategyStore strategies, VocabularyStore vocabularies, StoredMatches stored, Caller caller) : IHttpHandler
{
    public const string Route = "api/strategies/trial";

    public static Operation Operation { get; } = new("What the strategy in the body would have found of the articles stored, and how that differs from an alert's")
    {
        Query =
        [
            new("since", "Only articles that a source took in or changed since then", QueryKind.Moment),
            new("alert", "Compare with this alert's strategy of now"),
        ],
        Body = WebJson.Default.Strategy,
        Answer = WebJson.Default.StrategyTrial,
        Problems = [400, 404],
    };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var since = request.Instant("since") is { } instant ? DateOnly.FromDateTime(instant.UtcDateTime) : (DateOnly?)null;
        Strategy? now = null;
        if (request.Query["alert"].ToString() is { Length: > 0 } id)
        {
            if (await alerts.FindAsync(caller.Team, id, cancellationToken) is not var (alert, _))
            {
                return Problems.NotFound("alert");
            }

            now = await strategies.FindAsync(alert.StrategyHash, cancellationToken);
        }

        var asked = await request.BodyAsync(WebJson.Default.Strategy, cancellationToken);
        if (StrategyRules.Validate(asked) is { Count: > 0 } faults)
        {
            throw new RequestException(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["strategy"] = [.. faults] });
        }

        var (vocabulary, _) = await vocabularies.FindAsync(caller.Team, cancellationToken);
        var set = new StrategySet(now is null ? [asked] : [asked, now], vocabulary.Narrower);
        var (read, matched, gained, lost) = (0, new List<AdHocArticle>(), new List<AdHocArticle>(), new List<AdHocArticle>());
        await foreach (var (article, matches) in stored.OfAsync(set, since, cancellationToken))
        {
            read++;
            var (mine, theirs) = (matches.FirstOrDefault(match => match.Strategy == 0), matches.FirstOrDefault(match => match.Strategy == 1));
            if (mine is not null)
            {
                matched.Add(new AdHocArticle(article, mine.Spans));
            }

            if (mine is null != theirs is null)
            {
                (mine is null ? lost : gained).Add(new AdHocArticle(article, (mine ?? theirs)!.Spans));
            }
        }

        return request.Json(
            new StrategyTrial(read, TrialMatches.Of(matched), now is null ? null : TrialMatches.Of(gained), now is null ? null : TrialMatches.Of(lost)), WebJson.Default.StrategyTrial);
    }
}
