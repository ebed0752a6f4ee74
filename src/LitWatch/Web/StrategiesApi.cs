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
        return request.Json(new LintReport(StrategyLinter.Read(await body.ReadToEndAsync(cancellationToken)).Findings), WebJson.Default.LintReport);
    }
}
