using System.Text.Json;
using LitWatch.Tests.Local;
using LitWatch.Tests.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Functions;

/// <summary>The worker serializes what a function returns for its host, beside the answer that it writes: bodies must not go that way, too.</summary>
public sealed class AnswerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task What_a_function_returns_has_nothing_to_serialize_and_answers_all_the_same()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        foreach (var entry in new[] { Pipeline.ShowLiveness, Pipeline.ShowPage, Pipeline.ShowHealth })
        {
            await using var scope = web.Services.CreateAsyncScope();
            using var body = new MemoryStream();
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            context.Response.Body = body;

            object answer = await entry.RunAsync(scope.ServiceProvider, context.Request);
            await ((IResult)answer).ExecuteAsync(context);

            Assert.Equal("{}", JsonSerializer.Serialize(answer));
            Assert.True(body.Length > 10, entry.Name);
        }
    }
}
