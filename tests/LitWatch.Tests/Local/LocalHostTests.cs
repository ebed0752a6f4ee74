using System.Net;
using LitWatch.Local.Hosting;
using LitWatch.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Local;

public sealed class LocalHostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Whoever_sits_at_the_machine_is_admin_and_a_wrong_method_or_path_is_refused()
    {
        await using var host = await StartAsync(Settings("http://127.0.0.1:0/"));
        using var client = new HttpClient { BaseAddress = new Uri(host.Addresses.Single()) };

        Assert.Equal("Admin default", await client.GetStringAsync(new Uri("api/who", UriKind.Relative)));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.DeleteAsync(new Uri("api/who", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("api/what", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_also_when_its_length_is_not_told()
    {
        await using var host = await StartAsync(Settings("http://127.0.0.1:0/"));
        using var client = new HttpClient { BaseAddress = new Uri(host.Addresses.Single()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/body", UriKind.Relative)) { Content = new ByteArrayContent(new byte[HttpGate.MaxBodyBytes + 1]) };
        request.Headers.TransferEncodingChunked = true;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("http://localhost:7071/", false, 7071, true)]
    [InlineData("http://127.0.0.1:8080/", false, 8080, true)]
    [InlineData("http://litwatch.example.org:8080/", true, 8080, false)]
    [InlineData("https://litwatch.example.org/", false, 7071, false)]
    public void Loopback_alone_is_trusted(string publicUrl, bool everyInterface, int port, bool trusted) =>
        Assert.Equal(new WebAddress(everyInterface, port, trusted), WebAddress.Of(new Uri(publicUrl)));

    [Fact]
    public async Task A_sweep_ticks_each_timer_after_the_queues_of_the_one_before_are_drained()
    {
        var order = new List<string>();
        const string Queue = "litwatch-steps";
        var settings = Settings("http://127.0.0.1:0/") with
        {
            Parts = HostParts.Queues,
            Entries =
            [
                new TimerEntry("First", "0 0 0 1 1 *", typeof(object), async (services, cancellationToken) =>
                {
                    order.Add("first");
                    var queue = await services.GetRequiredService<LitWatch.Storage.StorageAccount>().QueueAsync(Queue, cancellationToken);
                    await queue.SendMessageAsync("step", cancellationToken);
                }),
                new QueueEntry("Step", Queue, typeof(object), (_, message, _) =>
                {
                    order.Add(message.ToString());
                    return Task.CompletedTask;
                }),
                new TimerEntry("Second", "0 0 0 1 1 *", typeof(object), (_, _) =>
                {
                    order.Add("second");
                    return Task.CompletedTask;
                }),
            ],
        };
        await using var host = await StartAsync(settings);

        Assert.Equal(0, await host.SweepAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(["first", "step", "second"], order);
    }

    [Fact]
    public async Task The_signing_key_is_made_once_and_for_its_owner_only()
    {
        var settings = Settings("http://127.0.0.1:0/") with { Parts = HostParts.None };
        var keys = new List<string?>();
        for (var i = 0; i < 2; i++)
        {
            await using var host = await StartAsync(settings);
            keys.Add(host.Services.GetRequiredService<IConfiguration>()["Security:SigningKey"]);
        }

        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(32, Convert.FromBase64String(keys[0]!).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder[".litwatch/signing-key"]));
        }
    }

    [Fact]
    public async Task Settings_come_from_the_file_of_the_folder_and_a_malformed_one_is_named()
    {
        File.WriteAllText(folder["litwatch.json"], """{ "PubMed": { "Tool": "ours" } }""");
        await using (var host = await StartAsync(Settings("http://127.0.0.1:0/") with { Parts = HostParts.None }))
        {
            var configuration = host.Services.GetRequiredService<IConfiguration>();
            Assert.Equal("ours", configuration["PubMed:Tool"]);
            Assert.Equal(folder[".litwatch/outbox"], configuration["Mail:PickupDirectory"]);
        }

        File.WriteAllText(folder["litwatch.json"], "{ not json");
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync(Settings("http://127.0.0.1:0/")));
        Assert.Contains("litwatch.json", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<LocalHost> StartAsync(LocalHostSettings settings)
    {
        var host = await LocalHost.BuildAsync(settings, CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        return host;
    }

    private LocalHostSettings Settings(string publicUrl) => new()
    {
        Parts = HostParts.Web,
        WorkingFolder = folder.Path,
        Values = new Dictionary<string, string?>(azurite.NewConfiguration(), StringComparer.OrdinalIgnoreCase) { ["Web:PublicUrl"] = publicUrl, ["PubMed:Email"] = "tests@example.org" },
        Entries =
        [
            HttpEntry.For<Who>(HttpMethods.Get, "api/who", Access.Admin),
            HttpEntry.For<Body>(HttpMethods.Post, "api/body", Access.Reader),
        ],
        Services = services => services.AddScoped<Who>().AddScoped<Body>(),
    };

    private sealed class Who(Caller caller) : IHttpHandler
    {
        public static Operation Operation => Operation.None;

        public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(Results.Text($"{caller.Role} {caller.Team}"));
    }

    private sealed class Body : IHttpHandler
    {
        public static Operation Operation => Operation.None;

        public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
        {
            await request.Body.CopyToAsync(Stream.Null, cancellationToken);
            return Results.Ok();
        }
    }
}
