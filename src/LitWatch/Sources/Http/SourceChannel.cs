using Polly.CircuitBreaker;
using Polly.Timeout;

namespace LitWatch.Sources.Http;

/// <summary>Sends a <see cref="SourceCall"/> through the source's named HTTP client (retries, gate, checks) and archives all that came.</summary>
internal sealed class SourceChannel(IHttpClientFactory clients)
{
    /// <summary>The first answer that is one.</summary>
    /// <exception cref="SourceException">None was, after all tries, or the source is not asked at present because it keeps failing.</exception>
    /// <exception cref="GateBusyException">From the gate, as it is.</exception>
    public async Task<SourceAnswer> AskAsync(SourceCall call, HttpRequestMessage request, SearchTranscript transcript, CancellationToken cancellationToken)
    {
        request.Options.Set(SourceCall.Key, call);
        transcript.Asked(call.Request);
        try
        {
            using var client = clients.CreateClient(call.Source);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return call.Received[^1];
        }
        catch (BrokenCircuitException e)
        {
            throw call.Fault($"{call.Title} keeps failing and is left alone for half a minute.", innerException: e);
        }
        catch (TimeoutRejectedException e)
        {
            throw call.Fault($"{call.Title} did not answer within {e.Timeout.TotalSeconds:0} s.", innerException: e);
        }
        catch (HttpRequestException e)
        {
            throw call.Fault($"{call.Title} cannot be reached: {e.Message}", innerException: e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw call.Fault($"{call.Title} did not answer in time.", innerException: e);
        }
        finally
        {
            // Not the caller's token: what was received is evidence, also of a search that is being stopped.
            foreach (var answer in call.Received)
            {
                await transcript.KeepAsync(answer, CancellationToken.None);
            }
        }
    }
}
