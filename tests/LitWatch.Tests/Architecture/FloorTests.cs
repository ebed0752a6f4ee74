using LitWatch.Digests;

namespace LitWatch.Tests.Architecture;

/// <summary>Layers are floors inside one assembly: each slice may use what its line says, and nothing else of ours.</summary>
public class FloorTests
{
    /// <summary>The slices of src/LitWatch by folder. Floor 0 values, floor 1 what reads and keeps them, floor 2 use cases.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Articles"] = [],
        ["Strategies"] = ["Articles"],
        ["Sources"] = ["Articles", "Strategies"],
        // These two are one thing seen from two sides: which rows a record bears, and how they are written.
        ["Storage"] = ["Articles", "Strategies", "Sources", "Deduplication"],
        ["Deduplication"] = ["Articles", "Strategies", "Storage"],
        ["Alerts"] = ["Articles", "Strategies", "Sources", "Storage", "Deduplication"],
        ["Search"] = ["Articles", "Strategies", "Sources", "Deduplication", "Alerts"],
        ["Digests"] = ["Articles", "Strategies", "Sources", "Storage", "Alerts"],
        ["Web"] = ["Articles", "Strategies", "Sources", "Storage", "Deduplication", "Alerts", "Digests", "Search"],
    };

    /// <summary>What lies in the root and is no wiring: the shapes of handlers and what every slice may throw or say.</summary>
    private static readonly Type[] Common = [typeof(ITimerHandler), typeof(IQueueHandler<>), typeof(IHttpHandler), typeof(Operation), typeof(QueryValue), typeof(QueryKind), typeof(RequestException), typeof(SoftwareVersion), typeof(WebOptions), typeof(Telemetry), typeof(QueueMessage)];

    /// <summary>Uses that go up, each with its reason. A line that nothing needs any more fails the test as well.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["Web -> Entry"] = Gate,
        ["Web -> HttpEntry"] = Gate,
        ["Web -> Pipeline"] = "The handlers of all routes are registered from the table itself, so that none can be forgotten.",
    };

    private const string Gate = "the gate stands before every entry and asks it who may come in";

    [Fact]
    public void No_slice_uses_what_is_above_it()
    {
        string[] broken = [.. UpwardUses().Where(use => !Exceptions.ContainsKey(use.Rule)).Select(use => $"{use.Rule}, in {use.From}").Distinct().Order(StringComparer.Ordinal)];

        Assert.True(broken.Length == 0, $"Not allowed by the floors:\n{string.Join('\n', broken)}");
    }

    [Fact]
    public void Every_exception_is_still_needed()
    {
        var found = UpwardUses().Select(use => use.Rule).ToHashSet(StringComparer.Ordinal);

        Assert.Subset(found, Exceptions.Keys.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_folder_of_the_core_has_its_line()
    {
        var folders = Directory.GetDirectories(Path.Combine(ShippedData.Root, "src", "LitWatch")).Select(Path.GetFileName).Where(folder => folder is not ("bin" or "obj"));

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal)!);
    }

    [Fact]
    public void Uses_in_lambdas_async_methods_generics_and_attributes_are_seen()
    {
        var seen = AssemblyReferences.Of(typeof(FloorTests).Assembly).Where(use => use.From == typeof(Example)).Select(use => use.To).ToHashSet();

        Assert.Superset(new HashSet<Type> { typeof(Uri), typeof(Version), typeof(List<>), typeof(TimeZoneInfo), typeof(System.ComponentModel.CategoryAttribute) }, seen);
    }

    private static IEnumerable<(Type From, Type To)> Uses() =>
        AssemblyReferences.Of(typeof(Pipeline).Assembly).Where(use => IsOurs(use.From) && IsOurs(use.To) && SliceOf(use.From) is not null && SliceOf(use.From) != SliceOf(use.To));

    private static IEnumerable<(string Rule, Type From)> UpwardUses() =>
        Uses().Where(use => !IsAllowed(use.From, use.To)).Select(use => ($"{SliceOf(use.From)} -> {Name(use.To)}", use.From));

    private static bool IsAllowed(Type from, Type to) =>
        SliceOf(to) is { } slice ? Allowed[SliceOf(from)!].Contains(slice, StringComparer.Ordinal) : Common.Contains(to);

    private static bool IsOurs(Type type) => type.Assembly == typeof(Pipeline).Assembly && type.Namespace?.StartsWith("LitWatch", StringComparison.Ordinal) == true;

    /// <summary>Null for the root: the table of entries, the composition and what is common to all.</summary>
    private static string? SliceOf(Type type) => type.Namespace!.Split('.') is [_, var slice, ..] ? slice : null;

    private static string Name(Type type) => type.FullName!["LitWatch.".Length..];
}

/// <summary>Uses one type in each of the ways that could be overlooked.</summary>
[System.ComponentModel.Category("an attribute")]
internal sealed class Example
{
    public static Func<object> Lambda => () => new Uri("http://localhost/");

    public static async Task<int> WaitAsync()
    {
        await Task.Yield();
        return new Version(1, 2).Major;
    }

    public static IEnumerable<string> Names(IReadOnlyDictionary<string, List<TimeZoneInfo>> zones) => zones.Keys;
}
