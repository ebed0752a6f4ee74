using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using LitWatch.Local.Hosting;
using LitWatch.Tests.Local;
using LitWatch.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Web;

/// <summary>The web part of the local host on a free port, and one client of it.</summary>
internal sealed class TestWeb : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly LocalHost _host;

    private TestWeb(TemporaryFolder folder, LocalHost host) => (_folder, _host) = (folder, host);

    public IServiceProvider Services => _host.Services;

    public HttpClient Client { get; } = new();

    /// <param name="trusted">Whether callers of this machine need no key.</param>
    /// <param name="values">Configuration of its own.</param>
    /// <param name="entries">Entries beside those of the pipeline.</param>
    /// <param name="services">Services of these.</param>
    public static async Task<TestWeb> StartAsync(
        AzuriteFixture azurite, bool trusted = true, IReadOnlyDictionary<string, string?>? values = null, IEnumerable<Entry>? entries = null, Action<IServiceCollection>? services = null)
    {
        var folder = new TemporaryFolder();
        var configuration = new Dictionary<string, string?>(azurite.NewConfiguration(), StringComparer.OrdinalIgnoreCase)
        {
            ["Web:PublicUrl"] = "http://127.0.0.1:0/",
            ["PubMed:Email"] = "tests@example.org",
        };
        foreach (var (key, value) in values ?? new Dictionary<string, string?>())
        {
            configuration[key] = value;
        }

        var host = await LocalHost.BuildAsync(
            new LocalHostSettings
            {
                Parts = HostParts.Web,
                WorkingFolder = folder.Path,
                Values = configuration,
                Entries = [.. Pipeline.Entries, .. entries ?? []],
                Services = collection =>
                {
                    services?.Invoke(collection);
                    collection.PostConfigure<WebOptions>(options => options.TrustLoopback = trusted);
                },
            },
            CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        var web = new TestWeb(folder, host);
        web.Client.BaseAddress = new Uri(host.Addresses.Single());
        return web;
    }

    /// <summary>From here on the client shows a key of this role.</summary>
    public async Task BecomeAsync(string team, Access role)
    {
        var key = await Services.GetRequiredService<ApiKeyStore>().CreateAsync(new ApiKey(team, $"key of {team}", role), CancellationToken.None);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> PostAsync(string path, object body) => Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await Client.SendAsync(request);
    }

    /// <summary>Adds an alert and returns its id.</summary>
    public async Task<string> AddAlertAsync(string name)
    {
        using var answer = await PostAsync("api/alerts", Alert(name));
        return (string)(await JsonAsync(answer))["id"]!;
    }

    public static object Alert(string? name, int cadenceDays = 1) => new { name, strategy = new { drug = new[] { "natalizumab" }, reaction = new[] { "psoriasis" } }, cadenceDays };

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        try
        {
            return JsonNode.Parse(text)!;
        }
        catch (JsonException malformed)
        {
            throw new InvalidDataException($"{(int)answer.StatusCode}: '{text}' is no JSON.", malformed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
