namespace LitWatch.Strategies
{
    internal static class StrategyHash { public static string Of(Strategy s) => s.ToString(); }
    internal static class StrategyJson { public static string Write(Strategy s) => s.ToString(); public static Strategy Read(string s) => throw new InvalidOperationException(s); }
    internal sealed class StrategyMatcher { public static StrategyMatcher For(Strategy s) => new(); public IReadOnlyList<MatchSpan>? Match(Articles.Article a) => null; }
}
namespace LitWatch.Sources
{
    internal interface IRequestGate { Task WaitAsync(string source, double requestsPerSecond, CancellationToken cancellationToken); }
    internal sealed class GateBusyException(string s, TimeSpan wait) : Exception(s) { public TimeSpan Wait => wait; }
}
namespace LitWatch.Digests.Mail
{
    internal sealed record DigestLinks(Uri Web, Uri? Unsubscribe);
    internal sealed class DigestHtml { public Task<string> RenderAsync(DigestManifest m, DigestLinks l, CancellationToken c) => Task.FromResult(m.Team + l); }
    internal static class DigestText { public static string Render(DigestManifest m, DigestLinks l) => m.Team + l; }
    internal static class DigestSubject { public static string Of(DigestManifest m) => m.Team; }
}
namespace LitWatch.Strategies
{
    internal static class StrategyRules { public static IReadOnlyList<string> Validate(Strategy s) => []; }
    internal static class StrategyText { public static string NameOf(Strategy s) => ""; }
}
namespace LitWatch.Sources
{
    internal static class SourcesServices { public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddSources(this Microsoft.Extensions.DependencyInjection.IServiceCollection s, Microsoft.Extensions.Configuration.IConfiguration c) => s; }
}
