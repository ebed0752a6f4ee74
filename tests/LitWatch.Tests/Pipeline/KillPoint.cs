namespace LitWatch.Tests.Pipelines;

/// <summary>A step after which a process is killed: the write that makes it, told by method, resource and body.</summary>
/// <param name="Before">Killed before storage gets the write, so what the process did just before is all that is left.</param>
/// <param name="Nth">At the nth such write.</param>
internal sealed record KillPoint(string Name, Func<StorageRequest, string, bool> IsStep, bool Before = false, int Nth = 1)
{
    /// <summary>Every step that the design names, in its order.</summary>
    public static IReadOnlyList<KillPoint> Named { get; } =
    [
        Step("search: cursor queuedUntil set", "POST", "Cursors"),
        Step("search: message enqueued", "POST", "litwatch-searches/messages"),
        Step("search: second message enqueued", "POST", "litwatch-searches/messages", nth: 2),
        Step("search: raw page archived", "PUT", "raw/"),
        Step("search: article row", "POST", "Articles"),
        Step("search: key row", "POST", "ArticleKeys"),
        Step("search: last key row of an article", "POST", "ArticleKeys", nth: 3),
        Step("search: key row joined by a second article", "PUT", "ArticleKeys"),
        Step("search: article settled", "PUT", "Articles"),
        Step("search: winner of a join absorbs", "PUT", "Articles", body: "\"MergedInto\":\"") with { Before = true },
        Step("search: loser of a join points", "PUT", "Articles", body: "\"MergedInto\":\""),
        Step("search: hit reverse row", "PATCH", "Hits"),
        new("search: hit batch", (request, prefix) => IsBatch(request, prefix, "Hits")),
        new("search: fourth hit batch", (request, prefix) => IsBatch(request, prefix, "Hits"), Nth: 4),
        Step("search: run row", "PUT", "Runs"),
        Step("search: cursor advanced", "PUT", "Cursors"),
        Step("search: message deleted", "DELETE", "litwatch-searches/messages/"),
        Step("digest: delivery inserted", "POST", "Deliveries"),
        Step("digest: enqueued", "POST", "litwatch-digests/messages"),
        Step("digest: manifest frozen", "PUT", "digests/", resource => resource.EndsWith("manifest.json.gz", StringComparison.Ordinal)),
        new("digest: Mailed rows", (request, prefix) => IsBatch(request, prefix, "Mailed")),
        Step("digest: HTML body", "PUT", "digests/", resource => resource.EndsWith("digest.html", StringComparison.Ordinal)),
        Step("digest: text body", "PUT", "digests/", resource => resource.EndsWith("digest.txt", StringComparison.Ordinal)),
        Step("digest: first recipient row", "POST", "Recipients"),
        Step("digest: last recipient row", "POST", "Recipients", nth: 2),
        Step("digest: composed", "PUT", "Deliveries", body: "Composed"),
        Step("digest: first mail enqueued", "POST", "litwatch-emails/messages"),
        Step("digest: last mail enqueued", "POST", "litwatch-emails/messages", nth: 2),
        Step("digest: recipient leased", "PUT", "Recipients", body: "Pending"),
        Step("digest: mail file written", "PUT", "digests/", resource => resource.EndsWith(".eml", StringComparison.Ordinal)) with { Before = true },
        Step("digest: mail archived", "PUT", "digests/", resource => resource.EndsWith(".eml", StringComparison.Ordinal)),
        Step("digest: first recipient sent", "PUT", "Recipients", body: "\"Sent\""),
        Step("digest: last recipient sent", "PUT", "Recipients", body: "\"Sent\"", nth: 2),
        Step("digest: settled", "PUT", "Deliveries", body: "Settled"),
        Step("digest: mail message deleted", "DELETE", "litwatch-emails/messages/"),
    ];

    /// <summary>Two searches side by side meet in other rows each time, so the last writes of one run are more than another run has.</summary>
    public bool MayNotCome { get; private init; }

    /// <summary>After the nth write of any kind.</summary>
    public static KillPoint AfterWrite(int nth) => new($"write {nth}", (request, prefix) => request.IsWrite(prefix), Nth: nth) { MayNotCome = true };

    public override string ToString() => Name;

    private static KillPoint Step(string name, string method, string resource, Func<string, bool>? more = null, string body = "", int nth = 1) => new(
        name,
        (request, prefix) => request.Method == method && request.IsWrite(prefix) && IsNamed(request.Resource(prefix), resource)
            && (more?.Invoke(request.Resource(prefix)) ?? true) && request.Text.Contains(body, StringComparison.Ordinal),
        Nth: nth);

    private static bool IsBatch(StorageRequest request, string prefix, string table) =>
        request.Method == "POST" && request.Resource(prefix) == "$batch" && request.Text.Contains(prefix + table, StringComparison.Ordinal);

    private static bool IsNamed(string resource, string name) =>
        resource.StartsWith(name, StringComparison.Ordinal) && (name[^1] is '/' || resource.Length == name.Length || !char.IsAsciiLetterOrDigit(resource[name.Length]));
}
