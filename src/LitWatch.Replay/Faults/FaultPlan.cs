namespace LitWatch.Replay.Faults;

/// <summary>The faults that a server is to make. May be changed while it runs; the first rule that strikes wins.</summary>
internal sealed class FaultPlan(int seed = 1)
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly Random _chance = new(seed);

    public FaultPlan Add(params IEnumerable<FaultRule> rules)
    {
        lock (_lock)
        {
            _entries.AddRange(rules.Select(rule => new Entry(rule)));
        }

        return this;
    }

    /// <summary>Adds rules written as text, see <see cref="FaultRule.Parse"/>.</summary>
    public FaultPlan Add(params string[] specs) => Add(specs.Select(FaultRule.Parse));

    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    /// <summary>The rule that strikes this request, if any. Every rule of the route counts the request, also when another strikes.</summary>
    public FaultRule? Next(string route)
    {
        lock (_lock)
        {
            FaultRule? struck = null;
            foreach (var entry in _entries.Where(e => e.Rule.IsFor(route)))
            {
                entry.Seen++;
                if (struck is null && Strikes(entry))
                {
                    entry.Struck++;
                    struck = entry.Rule;
                }
            }

            return struck;
        }
    }

    private bool Strikes(Entry entry) =>
        (entry.Rule.Nth is not { } nth || entry.Seen == nth)
        && (entry.Rule.Every is not { } every || entry.Seen % every == 0)
        && (entry.Rule.Limit is not { } limit || entry.Struck < limit)
        && (entry.Rule.Probability is not { } probability || _chance.NextDouble() < probability);

    private sealed class Entry(FaultRule rule)
    {
        public FaultRule Rule => rule;

        public int Seen { get; set; }

        public int Struck { get; set; }
    }
}
