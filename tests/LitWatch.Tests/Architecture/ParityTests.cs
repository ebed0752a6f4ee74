using System.Reflection;
using System.Text.Json.Nodes;
using LitWatch.Functions;
using Microsoft.Azure.Functions.Worker;

namespace LitWatch.Tests.Architecture;

/// <summary>Azure Functions bind what the table says, all of it, and nothing else.</summary>
public class ParityTests
{
    private static readonly Binding[] Bound = [.. typeof(Triggers).GetMethods().Where(method => method.IsDefined(typeof(FunctionAttribute))).Select(Binding.Of)];

    [Fact]
    public void Every_entry_is_bound_as_it_stands_in_the_table_and_nothing_else_is() =>
        Assert.Equal(Pipeline.Entries.Select(Binding.Of).OrderBy(binding => binding.Name, StringComparer.Ordinal), Bound.OrderBy(binding => binding.Name, StringComparer.Ordinal));

    [Fact]
    public void No_name_is_bound_twice() => Assert.Equal(Bound.Length, Bound.Select(binding => binding.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void Every_trigger_runs_the_entry_of_its_own_name()
    {
        foreach (var method in typeof(Triggers).GetMethods().Where(method => method.IsDefined(typeof(FunctionAttribute))))
        {
            var entries = AssemblyReferences.Used(method).OfType<FieldInfo>().Where(field => field.DeclaringType == typeof(Pipeline));
            Assert.Equal([method.GetCustomAttribute<FunctionAttribute>()!.Name], entries.Select(field => field.Name));
            Assert.Equal(method.Name, method.GetCustomAttribute<FunctionAttribute>()!.Name);
        }
    }

#if !AZURE // there the worker's generators add public classes of their own
    [Fact]
    public void The_class_of_triggers_is_the_only_public_one_as_the_worker_needs_it() =>
        Assert.Equal([typeof(Triggers)], typeof(Triggers).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(Triggers).Namespace));
#endif

    [Theory]
    [InlineData("LitWatch.Functions")]
    [InlineData("LitWatch.Local")]
    public void The_host_json_beside_each_host_is_that_of_the_repository(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var outputs = new DirectoryInfo(Path.Combine(here.Parent!.Parent!.FullName, project)).GetDirectories(here.Name + "*");

        var root = File.ReadAllBytes(Path.Combine(ShippedData.Root, "host.json"));
        Assert.NotEmpty(outputs);
        Assert.All(outputs, output => Assert.Equal(root, File.ReadAllBytes(Path.Combine(output.FullName, "host.json"))));
    }

    [Fact]
    public void Routes_are_taken_as_they_stand_and_messages_as_raw_bytes()
    {
        var extensions = JsonNode.Parse(File.ReadAllText(Path.Combine(ShippedData.Root, "host.json")))!["extensions"]!;

        Assert.Equal("", (string?)extensions["http"]!["routePrefix"]);
        Assert.Equal("none", (string?)extensions["queues"]!["messageEncoding"]);
    }

    [Fact]
    public void A_binding_that_deviates_in_anything_is_seen()
    {
        MethodInfo[] deviating = [.. typeof(Deviating).GetMethods(BindingFlags.NonPublic | BindingFlags.Static).Where(method => method.IsDefined(typeof(FunctionAttribute)))];

        Assert.Equal(8, deviating.Length);
        Assert.All(deviating, method => Assert.DoesNotContain(Binding.Of(method), Pipeline.Entries.Select(Binding.Of)));
    }

    private static class Deviating
    {
        [Function("SweepAlert")]
        private static void Name([TimerTrigger(LitWatch.Alerts.SweepAlerts.Schedule)] TimerInfo timer) => Assert.Fail($"{timer}");

        [Function(nameof(Pipeline.SweepAlerts))]
        private static void Schedule([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => Assert.Fail($"{timer}");

        [Function(nameof(Pipeline.SweepAlerts))]
        private static void Startup([TimerTrigger(LitWatch.Alerts.SweepAlerts.Schedule, RunOnStartup = true)] TimerInfo timer) => Assert.Fail($"{timer}");

        [Function(nameof(Pipeline.SearchSource))]
        private static void Queue([QueueTrigger("litwatch-other")] BinaryData message) => Assert.Fail($"{message}");

        [Function(nameof(Pipeline.SearchSource))]
        private static void Connection([QueueTrigger(LitWatch.Alerts.SourceSearch.Queue, Connection = "Other")] BinaryData message) => Assert.Fail($"{message}");

        [Function(nameof(Pipeline.ListHits))]
        private static void Route([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/hit")] object request) => Assert.Fail($"{request}");

        [Function(nameof(Pipeline.ListHits))]
        private static void Method([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = LitWatch.Web.ListHits.Route)] object request) => Assert.Fail($"{request}");

        [Function(nameof(Pipeline.ListHits))]
        private static void Level([HttpTrigger(AuthorizationLevel.Function, "get", Route = LitWatch.Web.ListHits.Route)] object request) => Assert.Fail($"{request}");
    }

    /// <param name="Kind">timer, queue, or the HTTP method.</param>
    /// <param name="Value">Schedule, queue name or route.</param>
    /// <param name="Settings">What else the attribute sets: nothing, and anonymous for HTTP, because access is decided behind it.</param>
    private sealed record Binding(string Name, string Kind, string Value, string Settings)
    {
        public static Binding Of(Entry entry) => entry switch
        {
            TimerEntry timer => new(timer.Name, "timer", timer.Schedule, "False"),
            QueueEntry queue => new(queue.Name, "queue", queue.Queue, ""),
            HttpEntry http => new(http.Name, http.Method, http.Route, nameof(AuthorizationLevel.Anonymous)),
            _ => throw new InvalidOperationException($"{entry} is of no known kind."),
        };

        public static Binding Of(MethodInfo method)
        {
            var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
            var parameter = method.GetParameters()[0];
            if (parameter.GetCustomAttribute<TimerTriggerAttribute>() is { } timer)
            {
                return new(name, "timer", timer.Schedule, $"{timer.RunOnStartup}");
            }

            if (parameter.GetCustomAttribute<QueueTriggerAttribute>() is { } queue)
            {
                return new(name, "queue", queue.QueueName, queue.Connection ?? "");
            }

            var http = parameter.GetCustomAttribute<HttpTriggerAttribute>()!;
            return new(name, Assert.Single(http.Methods!).ToUpperInvariant(), http.Route!, http.AuthLevel.ToString());
        }
    }
}
