namespace LitWatch.Sources.Pages.Fetching;

/// <summary>What a site's <c>robots.txt</c> lets LitWatch read (RFC 9309): the group that names it, else that of all; the longest rule that fits decides, and of two as long the one that allows.</summary>
internal sealed class RobotsRules
{
    /// <summary>The product token that a site can name.</summary>
    public const string Agent = "litwatch";

    private readonly IReadOnlyList<(bool Allows, string Pattern)> rules;

    private RobotsRules(IReadOnlyList<(bool Allows, string Pattern)> rules) => this.rules = rules;

    /// <summary>Of a site without rules.</summary>
    public static RobotsRules AllowAll { get; } = new([]);

    public static RobotsRules Parse(string text)
    {
        var groups = new Dictionary<string, List<(bool, string)>>(StringComparer.OrdinalIgnoreCase);
        var agents = new List<string>();
        var isHead = false;
        foreach (var line in text.Split('\n', '\r').Select(line => line.Split('#', 2)[0].Split(':', 2, StringSplitOptions.TrimEntries)).Where(line => line.Length == 2))
        {
            var name = line[0].Trim('\uFEFF', ' ', '\t').ToLowerInvariant();
            if (name == "user-agent")
            {
                if (!isHead)
                {
                    agents.Clear();
                }

                agents.Add(line[1]);
                groups.TryAdd(line[1], []);
                isHead = true;
            }
            else if (name is "allow" or "disallow")
            {
                isHead = false;
                foreach (var agent in agents.Where(_ => line[1].Length > 0))
                {
                    groups[agent].Add((name == "allow", line[1]));
                }
            }
        }

        return new RobotsRules(groups.GetValueOrDefault(Agent) ?? groups.GetValueOrDefault("*") ?? []);
    }

    public bool Allow(Uri address)
    {
        var path = address.PathAndQuery;
        var best = rules.Where(rule => Fits(rule.Pattern, path)).OrderByDescending(rule => rule.Pattern.Length).ThenByDescending(rule => rule.Allows).Select(rule => (bool?)rule.Allows).FirstOrDefault();
        return best ?? true;
    }

    /// <summary><c>*</c> is anything, <c>$</c> at the end the end. Each piece is taken where it first fits, which needs no backtracking; the last one before an end where it last fits.</summary>
    private static bool Fits(string pattern, string path)
    {
        var toTheEnd = pattern.EndsWith('$');
        var pieces = pattern.TrimEnd('$').Split('*');
        if (!path.StartsWith(pieces[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = pieces[0].Length;
        foreach (var piece in pieces[1..])
        {
            var found = path.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + piece.Length;
        }

        return !toTheEnd || at == path.Length || (pieces.Length > 1 && path.EndsWith(pieces[^1], StringComparison.Ordinal));
    }
}
