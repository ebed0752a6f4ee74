using LitWatch.Replay.Faults;
using Microsoft.AspNetCore.Http.Features;

namespace LitWatch.Replay;

/// <summary>Between HTTP and our own requests and answers.</summary>
internal static class Exchange
{
    /// <summary>Parameters of the address and of a form alike; the path as sent, because only it tells %2F from /.</summary>
    public static async Task<ReplayedRequest> ReadAsync(HttpContext context, DateTimeOffset now)
    {
        var parameters = context.Request.Query.SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? ""))).ToList();
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            parameters.AddRange(form.SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? ""))));
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new ReplayedRequest(now, context.Request.Method, target.Split('?', 2)[0], parameters, headers, context.Connection.RemoteIpAddress);
    }

    /// <summary>Sends an answer, or half of it, or drop by drop, when the fault says so.</summary>
    public static async Task SendAsync(HttpContext context, Answer answer, FaultRule? fault, TimeProvider time)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (answer.Status is StatusCodes.Status204NoContent)
        {
            // A body, be it an empty one, is a fault of the server there, which then closes the connection under the client's next request.
            return;
        }

        if (fault is not { Kind: FaultKind.Cut, Chunked: true })
        {
            context.Response.ContentLength = answer.Body.Length;
        }

        if (fault?.Kind == FaultKind.Cut)
        {
            await context.Response.Body.WriteAsync(answer.Body.AsMemory(0, answer.Body.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        if (fault?.Kind == FaultKind.Drip)
        {
            for (var i = 0; i < answer.Body.Length; i++)
            {
                await Task.Delay(fault.Delay, time, context.RequestAborted);
                await context.Response.Body.WriteAsync(answer.Body.AsMemory(i, 1), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }

            return;
        }

        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
