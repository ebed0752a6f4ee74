using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using LitWatch.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch;

/// <summary>
/// One thing that wakes LitWatch. Both hosts bind the same entries (<see cref="Pipeline"/>) and add nothing: an entry holds its own dispatch.
/// <c>services</c> is the scope of one invocation.
/// </summary>
internal abstract record Entry(string Name);

/// <summary>Handles a tick; what is due is judged from data, so a missed or doubled tick does no harm.</summary>
internal interface ITimerHandler
{
    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>Handles one message; delivered at least once, in any order, on many instances: must be safe to run twice and side by side.</summary>
internal interface IQueueHandler<in TMessage>
{
    Task RunAsync(TMessage message, CancellationToken cancellationToken);
}

/// <summary>Answers one request. The caller is known (<see cref="Caller"/>) and allowed when it runs.</summary>
internal interface IHttpHandler
{
    /// <summary>What it takes and answers, for those who call it.</summary>
    static abstract Operation Operation { get; }

    Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken);
}

/// <param name="Schedule">NCrontab with seconds, in UTC; see <see cref="TimerSchedule"/> for the setting that replaces it.</param>
internal sealed record TimerEntry(string Name, string Schedule, Type Handler, Func<IServiceProvider, CancellationToken, Task> RunAsync) : Entry(Name)
{
    public static TimerEntry For<THandler>(string schedule)
        where THandler : class, ITimerHandler =>
        new(typeof(THandler).Name, schedule, typeof(THandler), (services, cancellationToken) =>
            Telemetry.RunAsync(typeof(THandler).Name, ActivityKind.Internal, parent: null, () => services.GetRequiredService<THandler>().RunAsync(cancellationToken)));
}

internal sealed record QueueEntry(string Name, string Queue, Type Handler, Func<IServiceProvider, BinaryData, CancellationToken, Task> RunAsync) : Entry(Name)
{
    /// <summary>What waits in it for later adds to what was found; without it nothing that was promised is undone.</summary>
    public bool IsExtra { get; init; }

    /// <summary>Messages are UTF-8 JSON of <typeparamref name="TMessage"/>; what is none throws, and so reaches the poison queue as it came.</summary>
    public static QueueEntry For<THandler, TMessage>(string queue, JsonTypeInfo<TMessage> json)
        where THandler : class, IQueueHandler<TMessage> =>
        new(typeof(THandler).Name, queue, typeof(THandler), (services, message, cancellationToken) =>
            Telemetry.RunAsync(typeof(THandler).Name, ActivityKind.Consumer, QueueMessage.ParentOf(message), () => services.GetRequiredService<THandler>().RunAsync(QueueMessage.Read(message, json), cancellationToken)));
}

/// <param name="Route">Without leading slash; ASP.NET syntax, no catch-all but <c>assets/{*path}</c>.</param>
internal sealed record HttpEntry(string Name, string Method, string Route, Access Access, Type Handler, Operation Operation) : Entry(Name)
{
    public static HttpEntry For<THandler>(string method, string route, Access access)
        where THandler : class, IHttpHandler =>
        new(typeof(THandler).Name, method, route, access, typeof(THandler), THandler.Operation);

    /// <summary>Decides access, runs the handler and turns every fault into problem details, so both hosts answer alike.</summary>
    public async Task<IResult> RunAsync(IServiceProvider services, HttpRequest request) =>
        new Answer(await services.GetRequiredService<HttpGate>().RunAsync(this, async () =>
        {
            using var activity = Telemetry.Begin(Name, ActivityKind.Server);
            return await ((IHttpHandler)services.GetRequiredService(Handler)).RunAsync(request, request.HttpContext.RequestAborted);
        }, request));

    /// <summary>
    /// The Functions worker writes the answer, and sends what the function returned to its host once more, as JSON: this has nothing to send, while ASP.NET's own results have the whole body as properties.
    /// </summary>
    private sealed class Answer(IResult result) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => result.ExecuteAsync(httpContext);
    }
}
