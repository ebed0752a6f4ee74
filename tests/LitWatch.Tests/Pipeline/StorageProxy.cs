using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Pipelines;

/// <summary>
/// Stands on loopback between a process and the storage emulator and passes everything on as it is: SharedKey signs path and headers, not the host.
/// Whoever watches a prefix learns of each of its requests before it is passed on and after it was answered, and may hold back either.
/// </summary>
internal sealed partial class StorageProxy : IAsyncDisposable
{
    private static readonly string[] Services = ["blob", "queue", "table"];
    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Keep-Alive", "Transfer-Encoding", "Expect" };
    private readonly HttpMessageInvoker upstream = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 200 });
    private readonly ConcurrentDictionary<string, IStorageWatcher> watchers = new(StringComparer.Ordinal);
    private readonly List<WebApplication> applications = [];

    private StorageProxy()
    {
    }

    /// <summary>The same account, by way of this proxy.</summary>
    public string ConnectionString { get; private set; } = "";

    public static async Task<StorageProxy> StartAsync(string connectionString)
    {
        var proxy = new StorageProxy { ConnectionString = connectionString };
        foreach (var service in Services)
        {
            var endpoint = Endpoint().Matches(connectionString).Single(match => match.Groups["service"].Value.Equals(service, StringComparison.OrdinalIgnoreCase)).Groups["origin"].Value;
            var address = await proxy.ListenAsync(service, endpoint);
            proxy.ConnectionString = proxy.ConnectionString.Replace(endpoint, address, StringComparison.Ordinal);
        }

        return proxy;
    }

    public void Watch(IStorageWatcher watcher) => watchers[watcher.Prefix] = watcher;

    public async ValueTask DisposeAsync()
    {
        foreach (var application in applications)
        {
            await application.DisposeAsync();
        }

        upstream.Dispose();
    }

    private async Task<string> ListenAsync(string service, string origin)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.AddServerHeader = false;
        });
        var application = builder.Build();
        applications.Add(application);
        application.Run(context => ForwardAsync(context, service, origin));
        await application.StartAsync();
        return application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single().TrimEnd('/');
    }

    private async Task ForwardAsync(HttpContext context, string service, string origin)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new StorageRequest(service, context.Request.Method, target, body.ToArray());
        var watcher = watchers.Values.FirstOrDefault(candidate => request.IsOf(candidate.Prefix));
        if (watcher?.MayPass(request) == false)
        {
            context.Abort();
            return;
        }

        if (watcher?.Refuses(request) == true)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers["x-ms-error-code"] = "ServerBusy";
            return;
        }

        if (watcher?.Repeats(request) == true)
        {
            using var first = Outgoing(context.Request, request, origin);
            using var taken = await upstream.SendAsync(first, CancellationToken.None);
        }

        using var message = Outgoing(context.Request, request, origin);
        using var answer = await upstream.SendAsync(message, CancellationToken.None);
        var content = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
        if (watcher?.MayAnswer(request, (int)answer.StatusCode) == false)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheConnection.Contains(header.Key)))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        if (content.Length > 0)
        {
            await context.Response.Body.WriteAsync(content, CancellationToken.None);
        }
    }

    private static HttpRequestMessage Outgoing(HttpRequest incoming, StorageRequest request, string origin)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(origin + request.Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (request.Body.Length > 0 || incoming.Headers.ContentLength is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
        }

        foreach (var header in incoming.Headers.Where(header => !OfTheConnection.Contains(header.Key)))
        {
            if (!message.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value))
            {
                message.Content?.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value);
            }
        }

        return message;
    }

    [GeneratedRegex("(?<service>Blob|Queue|Table)Endpoint=(?<origin>http://[^/]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Endpoint();
}

/// <summary>Watches the requests of one <c>Storage:Prefix</c>.</summary>
internal interface IStorageWatcher
{
    string Prefix { get; }

    /// <summary>Before a request is passed on; false drops it and its connection.</summary>
    bool MayPass(StorageRequest request) => true;

    /// <summary>Storage is busy: 503, and nothing is done.</summary>
    bool Refuses(StorageRequest request) => false;

    /// <summary>It is done twice.</summary>
    bool Repeats(StorageRequest request) => false;

    /// <summary>After storage did it; false keeps the answer back and drops the connection.</summary>
    bool MayAnswer(StorageRequest request, int status) => true;
}
