namespace LitWatch.Replay.PubMed;

/// <summary>The history server: lists of PMIDs as they were at the time of the search, by WebEnv and query_key.</summary>
internal sealed class SearchHistory(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _names = new(seed);
    private readonly Dictionary<string, List<IReadOnlyList<string>>> _sessions = new(StringComparer.Ordinal);

    /// <summary>Keeps a list, in the session named if it is known, else in a new one.</summary>
    public (string WebEnv, int QueryKey) Add(string? webEnv, IReadOnlyList<string> pmids)
    {
        lock (_lock)
        {
            if (webEnv is null || !_sessions.TryGetValue(webEnv, out var lists))
            {
                var name = new byte[12];
                _names.NextBytes(name);
                webEnv = $"MCID_{Convert.ToHexStringLower(name)}";
                _sessions[webEnv] = lists = [];
            }

            lists.Add(pmids);
            return (webEnv, lists.Count);
        }
    }

    public IReadOnlyList<string>? Find(string? webEnv, int queryKey)
    {
        lock (_lock)
        {
            return webEnv is not null && _sessions.TryGetValue(webEnv, out var lists) && queryKey >= 1 && queryKey <= lists.Count ? lists[queryKey - 1] : null;
        }
    }
}
