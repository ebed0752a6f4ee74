using LitWatch.Sources;
using LitWatch.Storage;
using LitWatch.Strategies.Linting;
using LitWatch.Strategies.Vocabularies;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <param name="Queries">What each source would be asked; none while a finding is an error, for they would show less than is meant.</param>
internal sealed record LintReport(IReadOnlyList<Finding> Findings, IReadOnlyList<SourceQueries> Queries);

internal sealed record SourceQueries(string Source, IReadOnlyList<string> Queries);

/// <summary>What the linter says of the strategy in the body, which is kept nowhere. A body that is no strategy is a finding, too.</summary>
internal sealed class LintStrategy(VocabularyStore vocabularies, IEnumerable<ILiteratureSource> sources, Caller caller) : IHttpHandler
{
    public const string Route = "api/strategies/lint";

    public static Operation Operation { get; } = new("What the linter says of the strategy in the body, and what each source would be asked") { Body = WebJson.Default.Strategy, Answer = WebJson.Default.LintReport };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new StreamReader(request.Body);
        var (vocabulary, _) = await vocabularies.FindAsync(caller.Team, cancellationToken);
        var (strategy, findings) = StrategyLinter.Read(await body.ReadToEndAsync(cancellationToken), vocabulary);
        var isSound = findings.All(finding => finding.Severity != Severity.Error);
        return request.Json(new LintReport(findings, isSound ? [.. sources.Select(source => new SourceQueries(source.Name, source.Queries(strategy!)))] : []), WebJson.Default.LintReport);
    }
}

/// <summary>What the team's vocabularies know of <c>term</c>: exactly so named, or with <c>unfinished=true</c> also what begins so; for <c>kind</c> <c>drug</c> or <c>reaction</c> only that.</summary>
internal sealed class SuggestTerms(VocabularyStore vocabularies, Caller caller) : IHttpHandler
{
    public const string Route = "api/suggestions";

    public static Operation Operation { get; } = new("What the team's vocabularies know of a name")
    {
        Query =
        [
            new("term", "A name of a drug or reaction, or how it begins") { IsRequired = true },
            new("kind", "Only drugs, or only reactions") { Words = ["drug", "reaction"] },
            new("unfinished", "Also what begins so", QueryKind.Truth),
        ],
        Answer = WebJson.Default.ListPageSuggestion,
        Problems = [400],
    };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var term = request.Query["term"].ToString();
        if (string.IsNullOrWhiteSpace(term))
        {
            throw new RequestException("term", "term must be a name of a drug or reaction, or how it begins.");
        }

        ConceptKind? kind = request.Query["kind"].ToString() switch
        {
            "" => null,
            "drug" => ConceptKind.Drug,
            "reaction" => ConceptKind.Reaction,
            _ => throw new RequestException("kind", "kind must be drug or reaction."),
        };
        var (vocabulary, _) = await vocabularies.FindAsync(caller.Team, cancellationToken);
        return request.Json(new ListPage<Suggestion>(Suggestions.For(term, kind, vocabulary, request.Query["unfinished"] == "true"), null), WebJson.Default.ListPageSuggestion);
    }
}
