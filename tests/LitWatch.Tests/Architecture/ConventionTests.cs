using System.Reflection;
using LitWatch.Functions;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Sources.Pages.Fetching;
using LitWatch.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LitWatch.Tests.Architecture;

public class ConventionTests
{
    private static readonly Assembly Core = typeof(Pipeline).Assembly;

    [Fact]
    public void Every_entry_resolves_from_a_scope_of_the_composition_that_both_hosts_call()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [StorageOptions.ConnectionKey] = "UseDevelopmentStorage=true",
            ["PubMed:Email"] = "tests@example.org",
            ["Security:SigningKey"] = "a key that is only for tests",
            ["Mail:PickupDirectory"] = Path.GetTempPath(),
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddLitWatch(configuration);
        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });

        using var scope = provider.CreateScope();

        Assert.All(Pipeline.Entries, entry => Assert.NotNull(scope.ServiceProvider.GetRequiredService(HandlerOf(entry))));
    }

    [Fact]
    public void The_table_holds_every_entry_once_and_names_it_after_its_field()
    {
        var fields = typeof(Pipeline).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (Entry)field.GetValue(null)!);

        Assert.Equal(fields.Values.ToHashSet(), [.. Pipeline.Entries]);
        Assert.Equal(fields.Count, Pipeline.Entries.Count);
        Assert.All(fields, field => Assert.Equal(field.Key, field.Value.Name));
    }

    [Fact]
    public void The_core_shows_nothing_but_the_components_that_the_compiler_wants_public() =>
        Assert.All(Core.GetExportedTypes(), type => Assert.True(typeof(IComponent).IsAssignableFrom(type) || type.Name == "_Imports", $"{type} is public"));

    [Fact]
    public void The_product_has_one_rule_of_what_pages_may_be_fetched_and_no_setting_changes_it()
    {
        Assembly[] product = [Core, typeof(LocalHost).Assembly, typeof(Triggers).Assembly, typeof(ReplayServer).Assembly];

        Assert.Equal([typeof(PublicWeb)], product.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass && type.IsAssignableTo(typeof(IReachable))));
        Assert.All(typeof(PublicWeb).GetConstructors(), constructor => Assert.Empty(constructor.GetParameters()));
        Assert.Empty(typeof(PublicWeb).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic));
        Assert.All(typeof(PublicWeb).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic), field => Assert.True(field.IsInitOnly || field.IsLiteral, field.Name));
    }

    [Fact]
    public void Nothing_logs_past_the_compiled_messages()
    {
        Assembly[] product = [Core, typeof(LocalHost).Assembly, typeof(Triggers).Assembly, typeof(ReplayServer).Assembly];

        string[] found =
        [
            .. from type in product.SelectMany(assembly => assembly.GetTypes())
               from method in AssemblyReferences.MethodsWithin(type)
               where AssemblyReferences.Used(method).OfType<MethodInfo>().Any(IsLogExtension)
               select $"{type}.{method.Name}",
        ];

        Assert.True(found.Length == 0, $"These log without [LoggerMessage]: {string.Join(", ", found.Distinct())}");
    }

    [Fact]
    public void Logging_past_the_compiled_messages_would_be_seen() =>
        Assert.Contains(AssemblyReferences.MethodsWithin(typeof(ConventionTests)), method => AssemblyReferences.Used(method).OfType<MethodInfo>().Any(IsLogExtension));

    private static Type HandlerOf(Entry entry) => entry switch
    {
        TimerEntry timer => timer.Handler,
        QueueEntry queue => queue.Handler,
        HttpEntry http => http.Handler,
        _ => throw new InvalidOperationException($"{entry} is of no known kind."),
    };

    private static bool IsLogExtension(MethodInfo method) => method.DeclaringType == typeof(LoggerExtensions) && method.Name.StartsWith("Log", StringComparison.Ordinal);

#pragma warning disable CA1848, CA2254, CA1873 // the very thing that is to be found
    private static Action<ILogger> Forbidden => logger => logger.LogInformation("found");
#pragma warning restore CA1848, CA2254, CA1873
}
