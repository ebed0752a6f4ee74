using System.Net;
using LitWatch.Replay;
using LitWatch.Replay.Faults;

namespace LitWatch.Tests.Replay;

/// <summary>Every kind of fault over real HTTP, and when rules strike.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_status_strikes_the_nth_request_of_its_route_only()
    {
        await using var server = await Faulty("route=esearch,kind=status,status=503,nth=2,retry-after=7,body=down, for now");
        var statuses = new List<HttpStatusCode>();
        foreach (var path in (string[])["esearch.fcgi?term=a", "einfo.fcgi", "esearch.fcgi?term=a", "esearch.fcgi?term=a"])
        {
            using var answer = await _client.GetAsync(new Uri(server.PubMedBaseUrl, path));
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                Assert.Equal("down, for now", await answer.Content.ReadAsStringAsync());
                Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter!.Delta);
            }
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], statuses);
    }

    [Theory]
    [InlineData("kind=cut")]
    [InlineData("kind=cut,chunked=true")]
    [InlineData("kind=reset")]
    public async Task A_broken_answer_is_a_transport_error_for_the_client(string spec)
    {
        await using var server = await Faulty(spec);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.GetStringAsync(new Uri(server.PubMedBaseUrl, "einfo.fcgi?db=pubmed")));
    }

    [Theory]
    [InlineData("kind=html", "text/html", "<!DOCTYPE html>")]
    [InlineData("kind=prolog", "text/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n")]
    [InlineData("kind=rate-limit-body", "application/json", "{\"error\":\"API rate limit exceeded\"")]
    public async Task A_wrong_body_comes_with_status_200(string spec, string type, string start)
    {
        await using var server = await Faulty(spec);
        using var answer = await _client.GetAsync(new Uri(server.PubMedBaseUrl, "efetch.fcgi?id=1"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith(start, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delay_waits_for_the_clock()
    {
        var clock = Replayed.Clock();
        await using var server = await Replayed.ServerAsync(new ReplayOptions { RateLimits = false, Faults = new FaultPlan().Add("kind=delay,delay=30,limit=1") }, clock);
        var waiting = _client.GetAsync(new Uri(server.CrossrefBaseUrl, "works?rows=0"));

        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System)));
        while (!waiting.IsCompleted)
        {
            // The request may reach the server after the first step of the clock.
            clock.Advance(TimeSpan.FromSeconds(30));
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        using var answer = await waiting;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_plan_can_be_changed_while_the_server_runs()
    {
        await using var server = await Replayed.ServerAsync();
        server.Faults.Add(new FaultRule { Route = "works", Kind = FaultKind.Status, Status = 504 });
        using var faulty = await _client.GetAsync(new Uri(server.CrossrefBaseUrl, "works"));
        server.Faults.Clear();
        using var fine = await _client.GetAsync(new Uri(server.CrossrefBaseUrl, "works"));

        Assert.Equal(HttpStatusCode.GatewayTimeout, faulty.StatusCode);
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
    }

    [Fact]
    public void Rules_by_chance_repeat_with_their_seed()
    {
        static string Strikes(int seed)
        {
            var plan = new FaultPlan(seed).Add("kind=reset,probability=0.3");
            return string.Concat(Enumerable.Range(0, 60).Select(_ => plan.Next("works") is null ? '.' : 'x'));
        }

        Assert.Equal(Strikes(4), Strikes(4));
        Assert.NotEqual(Strikes(4), Strikes(5));
    }

    [Fact]
    public void Every_kth_request_is_struck_up_to_the_limit()
    {
        var plan = new FaultPlan().Add("route=*,kind=reset,every=3,limit=2");

        Assert.Equal("..x..x......", string.Concat(Enumerable.Range(0, 12).Select(_ => plan.Next("works") is null ? '.' : 'x')));
    }

    [Theory]
    [InlineData("route=works")]
    [InlineData("kind=earthquake")]
    [InlineData("kind=status,status=many")]
    [InlineData("kind=status,colour=red")]
    [InlineData("kind=status,nth")]
    public void A_rule_that_cannot_be_read_says_why(string spec) => Assert.NotEmpty(Assert.Throws<FormatException>(() => FaultRule.Parse(spec)).Message);

    private static Task<ReplayServer> Faulty(string spec) => Replayed.ServerAsync(new ReplayOptions { RateLimits = false, Faults = new FaultPlan().Add(spec) });
}
