namespace LitWatch.Replay.Crossref;

/// <summary>
/// Deep paging. A cursor names a result set and the server remembers the place in it, so successive pages carry the same next-cursor
/// and a page asked for twice is lost (protocols, 3.3: as recorded).
/// </summary>
internal sealed class WorksCursors(TimeProvider time, int seed)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private readonly Lock _lock = new();
    private readonly Random _names = new(seed);
    private readonly Dictionary<string, State> _states = new(StringComparer.Ordinal);

    /// <summary>Keeps a result set of which so many have been given out.</summary>
    public string Open(IReadOnlyList<(CrossrefWork Work, double Score)> results, int taken)
    {
        lock (_lock)
        {
            // Standard base64 on purpose: + / and = must be encoded by the client.
            var bytes = new byte[72];
            _names.NextBytes(bytes);
            var name = Convert.ToBase64String(bytes) + "==";
            _states[name] = new State(results) { Position = taken, Expires = time.GetUtcNow() + Lifetime };
            return name;
        }
    }

    /// <summary>The next rows of a result set; null when the cursor is unknown or was not used for five minutes.</summary>
    public (IReadOnlyList<(CrossrefWork Work, double Score)> Page, int Total)? Next(string cursor, int rows)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_states.TryGetValue(cursor, out var state) || state.Expires <= now)
            {
                _states.Remove(cursor);
                return null;
            }

            var page = state.Results.Skip(state.Position).Take(rows).ToList();
            state.Position += page.Count;
            state.Expires = now + Lifetime;
            return (page, state.Results.Count);
        }
    }

    private sealed class State(IReadOnlyList<(CrossrefWork Work, double Score)> results)
    {
        public IReadOnlyList<(CrossrefWork Work, double Score)> Results => results;

        public int Position { get; set; }

        public DateTimeOffset Expires { get; set; }
    }
}
