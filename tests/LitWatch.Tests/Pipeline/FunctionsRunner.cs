using System.Reflection;
using LitWatch.Functions;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LitWatch.Tests.Pipelines;

/// <summary>
/// Through <see cref="Triggers"/>, as the Functions host calls them: an instance an invocation, over the invocation's scope, bound by the attributes alone.
/// </summary>
internal sealed class FunctionsRunner : EntryRunner
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private readonly ServiceProvider services;

    public FunctionsRunner(IReadOnlyDictionary<string, string?> values, TimeProvider clock)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(clock)
            .AddLitWatch(configuration)
            .BuildServiceProvider(validateScopes: true);
    }

    public override IServiceProvider Services => services;

    public override async Task SweepAsync()
    {
        foreach (var method in MethodsBoundBy<TimerTriggerAttribute>().Select(bound => bound.Method))
        {
            await InvokeAsync(method, new TimerInfo());
            await DrainAsync();
        }
    }

    public override async Task DrainAsync()
    {
        var storage = services.GetRequiredService<StorageAccount>();
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var left = 0;
            foreach (var (method, trigger) in MethodsBoundBy<QueueTriggerAttribute>())
            {
                var queue = await storage.QueueAsync(trigger.QueueName, limit.Token);
                foreach (var message in (await queue.ReceiveMessagesAsync(8, Lease, limit.Token)).Value)
                {
                    await InvokeAsync(method, message.Body);
                    await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, limit.Token);
                }

                left += (await queue.GetPropertiesAsync(limit.Token)).Value.ApproximateMessagesCount;
            }

            // A handler may have sent to a queue that was looked at before.
            if (left == 0 && await IsEmptyAsync(storage, limit.Token))
            {
                return;
            }
        }
    }

    public override async Task<int> UnsubscribeAsync(string token)
    {
        await using var scope = services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Method, context.Request.QueryString) = (HttpMethods.Post, new QueryString($"?token={token}"));
        var result = await new Triggers(scope.ServiceProvider).Unsubscribe(context.Request);
        await result.ExecuteAsync(context);
        return context.Response.StatusCode;
    }

    public override ValueTask DisposeAsync() => services.DisposeAsync();

    private static IReadOnlyList<(MethodInfo Method, TTrigger Trigger)> MethodsBoundBy<TTrigger>()
        where TTrigger : Attribute =>
        [
            .. from method in typeof(Triggers).GetMethods()
               where method.GetCustomAttribute<FunctionAttribute>() is not null
               let trigger = method.GetParameters()[0].GetCustomAttribute<TTrigger>()
               where trigger is not null
               select (method, trigger),
        ];

    private static async Task<bool> IsEmptyAsync(StorageAccount storage, CancellationToken cancellationToken)
    {
        foreach (var (_, trigger) in MethodsBoundBy<QueueTriggerAttribute>())
        {
            var queue = await storage.QueueAsync(trigger.QueueName, cancellationToken);
            if ((await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount > 0)
            {
                return false;
            }
        }

        return true;
    }

    private async Task InvokeAsync(MethodInfo method, object input)
    {
        await using var scope = services.CreateAsyncScope();
        await (Task)method.Invoke(new Triggers(scope.ServiceProvider), [input, CancellationToken.None])!;
    }
}
