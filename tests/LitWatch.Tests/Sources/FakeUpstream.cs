using System.Collections.Specialized;
using System.Net;
using System.Text;
using System.Web;

namespace LitWatch.Tests.Sources;

/// <summary>Stands in for the network under a source's client: answers by a function, faults from a queue first, and keeps what was asked.</summary>
internal sealed class FakeUpstream(Func<NameValueCollection, string, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> faults = new();

    /// <summary>Parameters of each request, of query and form alike; <c>#path</c>, <c>#method</c> and <c>#raw</c> besides.</summary>
    public List<NameValueCollection> Requests { get; } = [];

    /// <summary>Answers every request once the queue is empty, where set.</summary>
    public Func<HttpResponseMessage>? AlwaysFault { get; set; }

    public void Fault(Func<HttpResponseMessage> fault, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            faults.Enqueue(fault);
        }
    }

    public static HttpResponseMessage Text(string body, string type = "text/xml", HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    public static HttpResponseMessage Cut(string beginning) => new(HttpStatusCode.OK) { Content = new StreamContent(new CutStream(Encoding.UTF8.GetBytes(beginning))) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var parameters = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        parameters.Add(HttpUtility.ParseQueryString(body));
        parameters["#path"] = request.RequestUri.AbsolutePath;
        parameters["#method"] = request.Method.Method;
        parameters["#raw"] = request.RequestUri + body;
        parameters["#plus"] = request.Headers.TryGetValues("Crossref-Plus-API-Token", out var tokens) ? tokens.First() : null;
        Requests.Add(parameters);
        return faults.TryDequeue(out var fault) ? fault() : AlwaysFault?.Invoke() ?? answer(parameters, request.RequestUri.Segments[^1]);
    }

    /// <summary>A connection that is closed in the middle of the body.</summary>
    private sealed class CutStream(byte[] beginning) : MemoryStream(beginning)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
        }
    }
}
