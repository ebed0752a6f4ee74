using LitWatch.Strategies;
using LitWatch.Strategies.Linting;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

internal sealed record LintReport(IReadOnlyList<Finding> Findings);

/// <summary>What the linter says of the strategy in the body, which is kept nowhere. A body that is no strategy is a finding, too.</summary>
internal sealed class LintStrategy : IHttpHandler
{
    public const string Route = "api/strategies/lint";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new StreamReader(request.Body);
        return request.Json(new LintReport(Lint(await body.ReadToEndAsync(cancellationToken))), WebJson.Default.LintReport);
    }

    private static IReadOnlyList<Finding> Lint(string json)
    {
        try
        {
            return StrategyLinter.Lint(StrategyJson.Parse(json));
        }
        catch (StrategyFormatException malformed)
        {
            return [StrategyLinter.Of(malformed)];
        }
    }
}
