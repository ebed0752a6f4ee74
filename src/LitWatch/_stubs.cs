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
