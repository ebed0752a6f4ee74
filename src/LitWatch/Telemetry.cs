using System.Diagnostics;

namespace LitWatch;

/// <summary>
/// Traces and metrics by OpenTelemetry's names, which a host exports or not. A trace begins with a tick or a request and goes through the queues: a message carries the context of who sent it
/// (W3C Trace Context). Names and tags hold identifiers only, no addresses, no queries, no secrets.
/// </summary>
internal static class Telemetry
{
    /// <summary>Of the activity source and of the meter.</summary>
    public const string Name = "LitWatch";

    /// <summary>The member of a message that names its sender's activity.</summary>
    public const string Parent = "traceparent";

    private static readonly ActivitySource Source = new(Name, SoftwareVersion.Current);

    /// <summary>A step within what runs; null while nobody listens.</summary>
    public static Activity? Begin(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <summary>Runs one entry as an activity of its own: with <paramref name="parent"/> as part of that trace, which a host's own activity is then only linked to.</summary>
    public static async Task RunAsync(string name, ActivityKind kind, string? parent, Func<Task> run)
    {
        var known = ActivityContext.TryParse(parent, traceState: null, isRemote: true, out var context);
        var links = known && Activity.Current is { } host ? new[] { new ActivityLink(host.Context) } : null;
        using var activity = Source.StartActivity(kind, context, links: links, name: name);
        try
        {
            await run();
        }
        catch (Exception fault)
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
            throw;
        }
    }
}
