using System.Net;
using System.Runtime.ExceptionServices;

namespace LitWatch.Sources.Http;

/// <summary>
/// Reads the whole body and judges it inside the retries: a cut body, a page instead of data or an error in HTTP 200 is as much a failed try
/// as a status 503. Whatever came is kept in <see cref="SourceCall.Received"/> first.
/// </summary>
internal sealed class AnswerHandler(TimeProvider time) : DelegatingHandler
{
    /// <summary>64 MB: 200 records of PubMed or Crossref take about 5; more is not an answer to us.</summary>
    public const int LargestBody = 64 * 1024 * 1024;

    private const int CopyBuffer = 81920;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = SourceCall.Of(request);
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var (body, broken) = await ReadAsync(response.Content, cancellationToken);
            var answer = new SourceAnswer(call.Kind, call.Request, (int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), body, time.GetUtcNow());
            call.Received.Add(answer);
            if (broken is OperationCanceledException)
            {
                ExceptionDispatchInfo.Throw(broken);
            }

            if (Fault(call, response, answer, broken) is { } fault)
            {
                throw call.WithoutSecret(fault);
            }

            response.Content.Dispose();
            response.Content = new ByteArrayContent([]);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private SourceException? Fault(SourceCall call, HttpResponseMessage response, SourceAnswer answer, Exception? broken)
    {
        if (broken is not null)
        {
            return call.Fault($"{call.Title}'s answer broke off after {answer.Body.Length} bytes: {broken.Message}", innerException: broken);
        }

        if (answer.Body.Length > LargestBody)
        {
            return call.Fault($"{call.Title}'s answer is larger than {LargestBody / 1024 / 1024} MB; reading stopped there.", retryable: false);
        }

        if (response.StatusCode == HttpStatusCode.OK)
        {
            return call.Check(answer);
        }

        var said = call.Describe(answer) is { } words ? $": {words}" : "";
        var message = response.StatusCode == HttpStatusCode.TooManyRequests
            ? $"{call.Title} says we ask too often (HTTP 429){said}"
            : $"{call.Title} answered HTTP {answer.Status}{said}";
        var limited = said.Contains("rate limit", StringComparison.OrdinalIgnoreCase);
        return call.Fault(message, limited || IsPassing(response.StatusCode), RetryAfter.Of(response, time));
    }

    /// <summary>A redirect that was not followed or a 2xx without data is as odd as a 5xx; a 4xx means the request.</summary>
    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status is < 400 or >= 500;

    private static async Task<(byte[] Body, Exception? Broken)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[CopyBuffer];
            int read;
            while (body.Length <= LargestBody && (read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                body.Write(buffer, 0, read);
            }

            return (body.ToArray(), null);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException or OperationCanceledException)
        {
            return (body.ToArray(), e);
        }
    }
}
