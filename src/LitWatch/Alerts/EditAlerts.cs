using System.Security.Cryptography;
using System.Text;
using LitWatch.Sources;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;

namespace LitWatch.Alerts;

/// <summary>An alert as a person gives it; what is null keeps its value or takes the default.</summary>
internal sealed record AlertDraft
{
    public string? Name { get; init; }

    public Strategy? Strategy { get; init; }

    public IReadOnlyList<AlertSource>? Sources { get; init; }

    public int? CadenceDays { get; init; }

    /// <summary>An earlier day than a week ago asks for back-fill from then on.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Back-fill waits for the hours in which the source does not mind large jobs.</summary>
    public bool? BackFillOffPeak { get; init; }

    /// <summary>Of finds that the databases describe without keywords or abstract, the publisher's page is read.</summary>
    public bool? Enrich { get; init; }

    public DateOnly? End { get; init; }

    /// <summary>A reason pauses the alert; an empty one resumes it.</summary>
    public string? PauseReason { get; init; }
}

/// <summary>Adds, changes and removes alerts: for the API and the command line alike.</summary>
internal sealed class EditAlerts(AlertStore alerts, StrategyStore strategies, IEnumerable<ILiteratureSource> sources, TimeProvider clock)
{
    /// <summary>Adds the alert, or returns the one that the team has under the same name and strategy: adding twice is adding once.</summary>
    /// <exception cref="RequestException">Something in the draft cannot be taken.</exception>
    public async Task<Alert> AddAsync(string team, string by, AlertDraft draft, CancellationToken cancellationToken)
    {
        Check(draft, mustHaveStrategy: true);
        var strategy = draft.Strategy!;
        var hash = await strategies.KeepAsync(strategy, $"{team}: {by}", cancellationToken);
        var now = clock.GetUtcNow();
        var name = string.IsNullOrWhiteSpace(draft.Name) ? StrategyText.Short(strategy) : draft.Name.Trim();
        var alert = Apply(
            new Alert
            {
                Id = IdOf(team, name, hash),
                Team = team,
                Name = name,
                Strategies = [new StrategyVersion(hash, now, by, strategy.Reason)],
                Start = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-Alert.NewsDays),
                CreatedAt = now,
                CreatedBy = by,
            },
            draft,
            by);
        return await alerts.AddAsync(alert, by, cancellationToken) ? alert : (await alerts.FindAsync(team, alert.Id, cancellationToken))?.Value ?? alert;
    }

    /// <summary>Changes an alert; a new strategy becomes its newest version. Null when somebody changed it since it was read.</summary>
    public async Task<Alert?> ChangeAsync(Alert alert, Azure.ETag read, string by, AlertDraft draft, CancellationToken cancellationToken)
    {
        Check(draft, mustHaveStrategy: false);
        var changed = Apply(alert, draft, by);
        if (draft.Strategy is { } strategy && await strategies.KeepAsync(strategy, $"{alert.Team}: {by}", cancellationToken) is var hash && hash != alert.StrategyHash)
        {
            changed = changed with { Strategies = [.. alert.Strategies, new StrategyVersion(hash, clock.GetUtcNow(), by, strategy.Reason)] };
        }

        return await alerts.ReplaceAsync(changed, read, by, cancellationToken) ? changed : null;
    }

    /// <summary>Gives the alert a new feed address, or none; the address it had does not hold any more. Null when somebody changed it since it was read.</summary>
    public async Task<Alert?> ChangeFeedAsync(Alert alert, Azure.ETag read, string by, bool isOpen, CancellationToken cancellationToken)
    {
        var number = alert.Feed?.Number ?? 0;
        var changed = alert with { Feed = new AlertFeed(isOpen ? number + 1 : number, isOpen) };
        return await alerts.ReplaceAsync(changed, read, by, cancellationToken) ? changed : null;
    }

    private Alert Apply(Alert alert, AlertDraft draft, string by) => Dated(alert with
    {
        Name = string.IsNullOrWhiteSpace(draft.Name) ? alert.Name : draft.Name.Trim(),
        Sources = draft.Sources ?? alert.Sources,
        CadenceDays = draft.CadenceDays ?? alert.CadenceDays,
        Start = draft.Start ?? alert.Start,
        BackFillOffPeak = draft.BackFillOffPeak ?? alert.BackFillOffPeak,
        Enrich = draft.Enrich ?? alert.Enrich,
        End = draft.End ?? alert.End,
        Paused = draft.PauseReason switch
        {
            null => alert.Paused,
            "" => null,
            var reason => alert.Paused ?? new AlertPause(clock.GetUtcNow(), by, reason),
        },
    });

    private static Alert Dated(Alert alert) => alert.End < alert.Start ? throw new RequestException("end", "end must not be before start.") : alert;

    /// <summary>What adding (<paramref name="mustHaveStrategy"/>) or changing would refuse, without doing it.</summary>
    /// <exception cref="RequestException">Something in the draft cannot be taken.</exception>
    public void Check(AlertDraft draft, bool mustHaveStrategy)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (draft.Strategy is null && mustHaveStrategy)
        {
            errors["strategy"] = ["An alert needs a strategy: drug terms and reaction terms."];
        }
        else if (draft.Strategy is { } strategy && StrategyRules.Validate(strategy) is { Count: > 0 } faults)
        {
            errors["strategy"] = [.. faults];
        }

        if (draft.CadenceDays is < 1 or > 7)
        {
            errors["cadenceDays"] = ["cadenceDays must be 1 to 7: the literature is to be searched at least once a week."];
        }

        string[] known = [.. sources.Select(source => source.Name)];
        if (draft.Sources is { Count: 0 } || draft.Sources?.Any(source => !known.Contains(source.Source, StringComparer.Ordinal)) == true)
        {
            errors["sources"] = [$"sources must name at least one of {string.Join(", ", known)}."];
        }

        if (draft.Name is { Length: > 200 })
        {
            errors["name"] = ["name may have 200 characters at most."];
        }

        if (draft.PauseReason is { Length: > 0 } && string.IsNullOrWhiteSpace(draft.PauseReason))
        {
            errors["pauseReason"] = ["pauseReason must say why; an empty one resumes the alert."];
        }

        if (errors.Count > 0)
        {
            throw new RequestException(errors);
        }
    }

    private static string IdOf(string team, string name, string hash) =>
        "al" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{team}\n{name.ToLowerInvariant()}\n{hash}")))[..12];
}
