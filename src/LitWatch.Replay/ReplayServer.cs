using System.Net;
using System.Text;
using LitWatch.Replay.Corpora;
using LitWatch.Replay.Crossref;
using LitWatch.Replay.Faults;
using LitWatch.Replay.Pages;
using LitWatch.Replay.PubMed;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LitWatch.Replay;

/// <summary>PubMed's E-utilities, Crossref's REST API and the articles' pages on a loopback port, over records from folders.</summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ReplayOptions _options;
    private readonly TimeProvider _time;
    private readonly Corpus _corpus = new();
    private readonly CorpusReader _reader;
    private readonly EUtilities _eutils;
    private readonly CrossrefApi _crossref;
    private readonly ArticlePages _pages;
    private readonly List<ReplayedRequest> _requests = [];

    private ReplayServer(ReplayOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _reader = new CorpusReader(_corpus, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), Console.Error.WriteLine);
        _eutils = new EUtilities(_corpus, options, time);
        _crossref = new CrossrefApi(_corpus, options, time);
        _pages = new ArticlePages(_corpus);

        // The empty builder: no configuration files, no console log, nothing that a test run would have to switch off.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);

            // Publishers redirect to addresses with letters of all kinds in them.
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.UTF8;
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _app = builder.Build();
        _app.Run(RespondAsync);
    }

    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1/");

    public Uri PubMedBaseUrl => new(BaseAddress, EUtilities.Path);

    public Uri CrossrefBaseUrl => BaseAddress;

    /// <summary>What a DOI is put behind.</summary>
    public Uri ResolverUrl => new(BaseAddress, ArticlePages.ResolverPath);

    /// <summary>May be changed while the server runs.</summary>
    public FaultPlan Faults => _options.Faults;

    public int ArticleCount => _corpus.PubMed.Records.Count;

    public int WorkCount => _corpus.Works.Works.Count;

    public int SkippedFiles => _reader.SkippedFiles;

    public int UnreadableFiles => _reader.UnreadableFiles;

    /// <summary>Every request so far, in the order they were answered.</summary>
    public IReadOnlyList<ReplayedRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static async Task<ReplayServer> StartAsync(ReplayOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var server = new ReplayServer(options, time);
        try
        {
            server.Reload();

            // Builds the indexes, so that the first request is not the slow one.
            _ = server.ArticleCount + server.WorkCount;
            await server._app.StartAsync(cancellationToken);
            var address = server._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
            server.BaseAddress = new Uri(address.TrimEnd('/') + "/");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds PubMed XML or Crossref JSON, in any of the forms a file may have, and says how many records it held. A record known already is replaced, whatever its version or dates.</summary>
    public int Add(string document)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(document.TrimStart()));
        return document.TrimStart().StartsWith('<')
            ? _reader.ReadXml(stream, shiftDays: 0, _corpus.Put)
            : _reader.ReadJson(stream, shiftDays: 0, _corpus.Put);
    }

    /// <summary>Takes a record away by PMID or DOI, as when a publisher withdraws it.</summary>
    public void Remove(string pmidOrDoi) => _corpus.Remove(pmidOrDoi);

    /// <summary>Reads the folders again: new and newer records are taken over.</summary>
    public void Reload()
    {
        foreach (var folder in _options.Corpora)
        {
            _reader.ReadFolder(folder);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task RespondAsync(HttpContext context)
    {
        var request = await Exchange.ReadAsync(context, _time.GetUtcNow());
        var (eutils, works) = (EUtilities.RouteOf(request.Path), CrossrefApi.RouteOf(request.Path));
        if ((eutils ?? works ?? ArticlePages.RouteOf(request.Path)) is not { } route)
        {
            await SendAsync(context, request, Failure.NotFound());
            return;
        }

        request = request with { Route = route };
        IDisposable? lease = null;
        try
        {
            Answer? refusal = null;
            Dictionary<string, string> headers = [];
            if (eutils is not null)
            {
                (refusal, headers) = _eutils.Admit(request);
            }
            else if (works is not null)
            {
                (refusal, headers, lease) = _crossref.Admit(route, request);
            }

            var fault = refusal is null ? Faults.Next(route) : null;
            if (fault?.Kind == FaultKind.Reset)
            {
                Log(request, 0);
                context.Abort();
                return;
            }

            if (fault?.Kind == FaultKind.Delay)
            {
                await Task.Delay(fault.Delay, _time, context.RequestAborted);
            }

            var answer = refusal ?? FaultyAnswers.Instead(fault) ?? FaultyAnswers.Altered(Truth(), fault);

            // Before sending: a client that has its answer must find the place free.
            lease?.Dispose();
            await SendAsync(context, request, answer.With([.. headers, .. answer.Headers]), fault);
        }
        finally
        {
            lease?.Dispose();
        }

        Answer Truth() => eutils is not null ? _eutils.Respond(route, request) : works is not null ? _crossref.Respond(route, request) : _pages.Respond(route, request);
    }

    private Task SendAsync(HttpContext context, ReplayedRequest request, Answer answer, FaultRule? fault = null)
    {
        // Logged before it is sent: a client that has its answer finds it in the log.
        Log(request, answer.Status);
        return Exchange.SendAsync(context, answer, fault, _time);
    }

    private void Log(ReplayedRequest request, int status)
    {
        lock (_requests)
        {
            _requests.Add(request with { Status = status });
        }
    }

    /// <summary>Signals belong to the program that the server runs in, not to the server.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
