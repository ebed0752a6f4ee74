using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace LitWatch.Sources.Http;

/// <summary>A number in [0, 1) for the spread of retries; a test gives its own.</summary>
internal delegate double Jitter();

/// <summary>
/// What stands between a question and the network, outermost first: total timeout, retry, circuit breaker, place, attempt timeout, answer check, gate.
/// The gate is inside the retries because every real request counts against the account's rate.
/// </summary>
internal static class SourceResilience
{
    /// <summary>Four tries in all.</summary>
    public const int Retries = 3;

    /// <summary>A source that asks for a longer pause is left to a later sweep.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(180);

    /// <summary>A minute for the answer, after the longest wait for a slot.</summary>
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(60) + GateBusyException.LongestWait;

    /// <summary>The named client of <paramref name="source"/>. It follows no redirect: a key must not reach another host. Its own logging is off: it would write addresses with keys and mail addresses.</summary>
    public static IHttpClientBuilder AddSourceClient(this IServiceCollection services, string source)
    {
        var client = services.AddHttpClient(source, http =>
        {
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.DefaultRequestHeaders.UserAgent.ParseAdd($"LitWatch/{typeof(SourceResilience).Assembly.GetName().Version?.ToString(3)}");
        }).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All, AllowAutoRedirect = false, UseCookies = false });
        client.AddResilienceHandler("outer", (pipeline, context) => Outer(pipeline, context.ServiceProvider));
        client.AddHttpMessageHandler(provider => new PlacesHandler(provider.GetRequiredService<SourcePlaces>()));
        client.AddResilienceHandler("attempt", (pipeline, context) => Clocked(pipeline, context.ServiceProvider).AddTimeout(Attempt));
        client.AddHttpMessageHandler(provider => new AnswerHandler(provider.GetRequiredService<TimeProvider>()));
        client.AddHttpMessageHandler(provider => new GateHandler(provider.GetRequiredService<IRequestGate>(), provider.GetRequiredService<AnnouncedLimits>(), provider.GetRequiredService<SourceMetrics>(), provider.GetRequiredService<TimeProvider>()));
        return client;
    }

    /// <summary>A generator of the process, for where no other is given.</summary>
    public static Jitter NewJitter()
    {
        // Spreading retries needs no secret randomness; the lock is because Random is not thread-safe.
        var random = new Random();
        return () =>
        {
            lock (random)
            {
                return random.NextDouble();
            }
        };
    }

    private static void Outer(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, IServiceProvider provider)
    {
        var jitter = provider.GetRequiredService<Jitter>();
        Clocked(pipeline, provider)
            .AddTimeout(Total)
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Retries,
                Delay = FirstRetry,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = () => jitter(),
                ShouldHandle = args => ValueTask.FromResult(IsPassing(args.Outcome.Exception)),
                DelayGenerator = args => ValueTask.FromResult((args.Outcome.Exception as SourceException)?.RetryAfter),
            })
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                FailureRatio = 0.9,
                MinimumThroughput = 12,
                SamplingDuration = TimeSpan.FromSeconds(60),
                BreakDuration = TimeSpan.FromSeconds(30),
                ShouldHandle = args => ValueTask.FromResult(IsPassing(args.Outcome.Exception)),
            });
    }

    private static ResiliencePipelineBuilder<HttpResponseMessage> Clocked(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, IServiceProvider provider)
    {
        pipeline.TimeProvider = provider.GetRequiredService<TimeProvider>();
        return pipeline;
    }

    private static bool IsPassing(Exception? fault) => fault switch
    {
        SourceException source => source.Retryable && !(source.RetryAfter > LongestRetryAfter),
        HttpRequestException or TimeoutRejectedException => true,
        _ => false,
    };
}
