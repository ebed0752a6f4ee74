namespace LitWatch.Sources
{
    internal interface IRequestGate { Task WaitAsync(string source, double requestsPerSecond, CancellationToken cancellationToken); }
    internal sealed class GateBusyException(string s, TimeSpan wait) : Exception(s) { public TimeSpan Wait => wait; }
}
namespace LitWatch.Sources
{
    internal static class SourcesServices { public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddSources(this Microsoft.Extensions.DependencyInjection.IServiceCollection s, Microsoft.Extensions.Configuration.IConfiguration c) => s; }
}
