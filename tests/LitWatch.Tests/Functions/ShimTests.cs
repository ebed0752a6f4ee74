using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LitWatch.Tests.Functions;

/// <summary>What holds for the shim and, in configuration Azure, for the worker that it stands for.</summary>
public class ShimTests
{
    [Fact]
    public void A_builder_builds_a_host_with_the_services_it_was_given()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication().Services.AddSingleton(TimeProvider.System);

        using var host = builder.Build();

        Assert.IsAssignableFrom<IHostApplicationBuilder>(builder);
        Assert.Same(TimeProvider.System, host.Services.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public void Triggers_carry_what_their_attributes_say()
    {
        var method = typeof(ShimTests).GetMethod(nameof(Example), BindingFlags.Static | BindingFlags.NonPublic)!;
        var parameters = method.GetParameters();

        Assert.Equal("Example", method.GetCustomAttribute<FunctionAttribute>()!.Name);
        var timer = parameters[0].GetCustomAttribute<TimerTriggerAttribute>()!;
        Assert.Equal(("0 */15 * * * *", true, false), (timer.Schedule, timer.UseMonitor, timer.RunOnStartup));
        var queue = parameters[1].GetCustomAttribute<QueueTriggerAttribute>()!;
        Assert.Equal(("litwatch-searches", null), (queue.QueueName, queue.Connection));
        var http = parameters[2].GetCustomAttribute<HttpTriggerAttribute>()!;
        Assert.Equal((AuthorizationLevel.Anonymous, "api/search"), (http.AuthLevel, http.Route));
        Assert.Equal(["GET", "POST"], http.Methods!);
    }

#if !AZURE
    [Fact]
    public async Task A_host_of_the_shim_refuses_to_run_and_says_what_to_do()
    {
        using var host = FunctionsApplication.CreateBuilder([]).Build();

        var exception = await Assert.ThrowsAsync<NotSupportedException>(() => host.RunAsync());

        Assert.Contains("-c Azure", exception.Message, StringComparison.Ordinal);
    }
#endif

    [Function("Example")]
    private static void Example(
        [TimerTrigger("0 */15 * * * *")] TimerInfo timer,
        [QueueTrigger("litwatch-searches")] BinaryData message,
        [HttpTrigger(AuthorizationLevel.Anonymous, "GET", "POST", Route = "api/search")] object request) =>
        Assert.Fail($"{timer}{message}{request}");
}
