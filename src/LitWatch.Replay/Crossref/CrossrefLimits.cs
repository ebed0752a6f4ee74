using System.Globalization;

namespace LitWatch.Replay.Crossref;

/// <summary>Crossref's limits since 1 December 2025: requests a second for lists and for single works, and how many at once, by pool (protocols, 3.3).</summary>
internal sealed class CrossrefLimits(bool enabled, TimeProvider time)
{
    private static readonly Pool Public = new("public-array", 1, 5, 1);
    private static readonly Pool Polite = new("polite-array", 3, 10, 3);

    /// <summary>Plus has no published numbers; these are high enough not to matter.</summary>
    private static readonly Pool Plus = new("plus", 150, 150, 50);

    private readonly SlidingWindow _window = new(time);
    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);

    /// <summary>Takes a place; the lease gives it back when the answer has been sent.</summary>
    public (Answer? Refusal, Dictionary<string, string> Headers, IDisposable Lease) Admit(ReplayedRequest request, bool isList)
    {
        var pool = PoolOf(request);
        var limit = isList ? pool.ListLimit : pool.SingleLimit;
        var who = $"{pool.Name} {request.Client}";
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["x-rate-limit-limit"] = limit.ToString(CultureInfo.InvariantCulture),
            ["x-rate-limit-interval"] = "1s",
            ["x-concurrency-limit"] = pool.Concurrency.ToString(CultureInfo.InvariantCulture),
            ["x-api-pool"] = pool.Name,
        };
        if (!enabled)
        {
            return (null, headers, new Lease(() => { }));
        }

        var lease = new Lease(() => Change(who, -1));
        var isRoom = Change(who, 1) <= pool.Concurrency;
        return isRoom && _window.TryTake($"{who} {(isList ? "list" : "single")}", limit, out _)
            ? (null, headers, lease)
            : (Refusal(), headers, lease);
    }

    private static Pool PoolOf(ReplayedRequest request)
    {
        if (request.Headers.ContainsKey("Crossref-Plus-API-Token"))
        {
            return Plus;
        }

        var isPolite = request.NonEmpty("mailto") is not null || (request.Headers.TryGetValue("User-Agent", out var agent) && agent.Contains("mailto:", StringComparison.OrdinalIgnoreCase));
        return isPolite ? Polite : Public;
    }

    /// <summary>As recorded: HTML, without Retry-After.</summary>
    private static Answer Refusal() => Answer.Html(
        """
        <html><body><h1>429 Too Many Requests</h1>
        You have sent too many requests in a given amount of time.
        </body></html>

        """,
        429);

    private int Change(string who, int by)
    {
        lock (_running)
        {
            return _running[who] = Math.Max(0, _running.GetValueOrDefault(who) + by);
        }
    }

    private sealed record Pool(string Name, int ListLimit, int SingleLimit, int Concurrency);

    private sealed class Lease(Action giveBack) : IDisposable
    {
        private Action? _giveBack = giveBack;

        public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
    }
}
