using System.Globalization;
using LitWatch.Articles;
using LitWatch.Storage;

namespace LitWatch.Alerts;

/// <summary>A decision as a reviewer gives it.</summary>
/// <param name="Decision">One of <see cref="Verdicts.Names"/>.</param>
internal sealed record DecisionDraft(string? Decision, string? Reason);

/// <summary>Records what reviewers make of hits: for the API and the command line alike.</summary>
internal sealed class DecideHits(DecisionStore decisions, HitStore hits, ArticleStore articles, TimeProvider clock)
{
    public const int MaxReason = 2000;

    /// <summary>The decisions on an article, under any of its aliases; null when it is no hit of the alert.</summary>
    public async Task<DecisionHistory?> FindAsync(Alert alert, string article, CancellationToken cancellationToken)
    {
        if (await articles.FindRootAsync(article, cancellationToken) is not { } root)
        {
            return null;
        }

        string[] aliases = [.. root.Aliases];
        if (!await hits.HasAnyAsync(alert.Strategies.Select(version => version.Hash), aliases, cancellationToken))
        {
            return null;
        }

        var all = new List<Decision>();
        foreach (var alias in aliases)
        {
            all.AddRange(await decisions.OnAsync(alert.Team, alert.Id, alias, cancellationToken));
        }

        return new DecisionHistory(alert.Id, root.Id, DecisionStore.InOrder(all));
    }

    /// <summary>Records a decision as the latest; null when somebody else decided since <paramref name="read"/> was read.</summary>
    /// <exception cref="RequestException">Something in the draft cannot be taken.</exception>
    public async Task<DecisionHistory?> RunAsync(Alert alert, DecisionHistory read, string by, DecisionDraft draft, CancellationToken cancellationToken)
    {
        var (verdict, reason) = Check(draft);
        var now = clock.GetUtcNow();
        var decision = new Decision
        {
            Alert = alert.Id,
            // On the root whoever names which alias: two who decide at once meet in one row.
            Article = read.Article,
            Version = read.History.Select(earlier => earlier.Version).DefaultIfEmpty().Max() + 1,
            Verdict = verdict,
            Reason = reason,
            By = by,
            // The latest counts, also when the clock of the machine that recorded the one before was ahead.
            At = read.Current?.At > now ? read.Current.At : now,
        };
        return await decisions.AddAsync(alert.Team, decision, cancellationToken) ? read with { History = [.. read.History, decision] } : null;
    }

    private static (Verdict Verdict, string Reason) Check(DecisionDraft draft)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var verdict = Verdicts.Parse(draft.Decision);
        if (verdict is null)
        {
            errors["decision"] = [$"decision must be one of {string.Join(", ", Verdicts.Names)}."];
        }

        var reason = PlainText.Normalize(draft.Reason);
        if (reason is null or { Length: > MaxReason })
        {
            errors["reason"] = [string.Create(CultureInfo.InvariantCulture, $"reason must say why, in {MaxReason} characters at most.")];
        }

        return errors.Count > 0 ? throw new RequestException(errors) : (verdict!.Value, reason!);
    }
}
