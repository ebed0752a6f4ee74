using System.Text;

namespace LitWatch.Tests.Pipelines;

/// <summary>One request to the storage account on its way through a <see cref="StorageProxy"/>.</summary>
/// <param name="Target">Path and query as sent.</param>
internal sealed record StorageRequest(string Service, string Method, string Target, byte[] Body)
{
    private const string Account = "/devstoreaccount1/";

    public string Text { get; } = Encoding.UTF8.GetString(Body);

    /// <summary>Whether it is about tables, queues or containers whose names begin with <paramref name="prefix"/>; batches and new tables name them in the body.</summary>
    public bool IsOf(string prefix) => Target.Contains(prefix, StringComparison.Ordinal) || (Service == "table" && Text.Contains(prefix, StringComparison.Ordinal));

    /// <summary>The resource without account, prefix and query: <c>Cursors(PartitionKey=…)</c>, <c>litwatch-searches/messages</c>, <c>raw/2026/…</c>, <c>$batch</c>.</summary>
    public string Resource(string prefix)
    {
        var path = Uri.UnescapeDataString(Target.Split('?')[0]);
        var name = path.StartsWith(Account, StringComparison.Ordinal) ? path[Account.Length..] : path;
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }

    /// <summary>Whether it changes what is stored; making a table, queue or container is no step of anything.</summary>
    public bool IsWrite(string prefix) => Method is not ("GET" or "HEAD")
        && !Target.Contains("restype=container", StringComparison.Ordinal)
        && Resource(prefix) is var resource
        && !resource.StartsWith("Tables", StringComparison.Ordinal)
        && (Service != "queue" || resource.Contains('/', StringComparison.Ordinal));
}
