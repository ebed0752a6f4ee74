using System.Globalization;
using System.Text.Json;
using LitWatch.Sources;
using LitWatch.Storage;
using LitWatch.Strategies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LitWatch.Web;

/// <summary>The one filter in front of every HTTP handler, in both hosts alike: access, body limit, faults as RFC 9457 problem details.</summary>
internal sealed partial class HttpGate(CallerRecognition recognition, Caller caller, CallQuota quota, IOptions<WebOptions> options, ILogger<HttpGate> logger)
{
    /// <summary>Bytes a request body may have; the largest honest one is a CSV of alerts.</summary>
    public const long MaxBodyBytes = 4 * 1024 * 1024;

    public async Task<IResult> RunAsync(HttpEntry entry, Func<Task<IResult>> handle, HttpRequest request)
    {
        try
        {
            SecurityHeaders.Apply(request.HttpContext.Response);
            request.HttpContext.Response.Headers.Link = NcbiNotice.Header;
            if (request.ContentLength > MaxBodyBytes)
            {
                return Problems.TooLarge(MaxBodyBytes);
            }

            if (entry.Access != Access.Open)
            {
                if (!await recognition.RecognizeAsync(request, caller, request.HttpContext.RequestAborted))
                {
                    return Problems.Unauthorized();
                }

                if (caller.Role < entry.Access)
                {
                    return Problems.Forbidden(entry.Access);
                }
            }

            // A form of another page can send any text but no JSON.
            if (entry.Operation.Body is not null && request is { ContentLength: not 0, ContentType.Length: > 0 } && !request.HasJsonContentType())
            {
                return Problems.NotJson(request.ContentType);
            }

            if (entry.Operation.IsLimited && await quota.TakeAsync(caller.Team, entry.Name, options.Value.SearchesPerMinute, request.HttpContext.RequestAborted) is { } wait)
            {
                request.HttpContext.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return Problems.TooMany(options.Value.SearchesPerMinute, wait);
            }

            return await handle();
        }
        catch (RequestException refused)
        {
            return Problems.Invalid(refused.Errors);
        }
        catch (BadHttpRequestException refused)
        {
            return Problems.Of(refused.StatusCode, "The request cannot be read.", refused.Message);
        }
        catch (StrategyFormatException malformed)
        {
            return Problems.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["strategy"] = [malformed.Message] });
        }
        catch (JsonException malformed)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "The body is not the JSON expected.", malformed.Message);
        }
        catch (OperationCanceledException) when (request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception fault) when (StorageAccount.IsAway(fault))
        {
            LogFault(logger, entry.Name, fault);
            request.HttpContext.Response.Headers.RetryAfter = "60";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "LitWatch's storage does not answer.", "It is away, or refuses LitWatch; nothing is lost. Try again in a minute.");
        }
        catch (Exception fault)
        {
            LogFault(logger, entry.Name, fault);
            return Problems.Of(StatusCodes.Status500InternalServerError, "LitWatch could not answer.", "The fault is in the log; try again later.");
        }
    }

    [LoggerMessage(LogLevel.Error, "{Entry} failed")]
    private static partial void LogFault(ILogger logger, string entry, Exception fault);
}
