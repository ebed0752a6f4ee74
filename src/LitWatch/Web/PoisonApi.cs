using LitWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <param name="Count">How many messages were sent back.</param>
internal sealed record Redriven(int Count);

/// <summary><c>GET poison</c>: messages that were given up, by queue.</summary>
internal sealed class ListPoison(PoisonQueues poison) : IHttpHandler
{
    public const string Route = "api/poison";

    public static QueryValue Asking { get; } = new("queue", "Only this queue; all without it");

    public static Operation Operation { get; } = new("Messages that were given up, by queue") { Query = [Asking], Answer = WebJson.Default.ListPagePoisonMessage, Problems = [400] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        request.Json(new ListPage<PoisonMessage>(await poison.ListAsync(Asked(request), cancellationToken), null), WebJson.Default.ListPagePoisonMessage);

    /// <summary>All queues, or that of <c>queue=</c>.</summary>
    public static IReadOnlyList<string> Asked(HttpRequest request)
    {
        var queue = request.Query["queue"].ToString();
        return queue.Length == 0 ? Pipeline.Queues : Pipeline.Queues.Contains(queue, StringComparer.Ordinal) ? [queue] : throw new RequestException("queue", $"queue must be one of {string.Join(", ", Pipeline.Queues)}.");
    }
}

/// <summary><c>POST poison/redrive</c>: sends them back, all or those of <c>queue=</c>.</summary>
internal sealed class RedrivePoison(PoisonQueues poison) : IHttpHandler
{
    public const string Route = "api/poison/redrive";

    public static Operation Operation { get; } = new("Send messages that were given up back to work") { Query = [ListPoison.Asking], Answer = WebJson.Default.Redriven, Problems = [400] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        request.Json(new Redriven(await poison.RedriveAsync(ListPoison.Asked(request), cancellationToken)), WebJson.Default.Redriven);
}
