using System.Net;
using System.Net.Http.Headers;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;

namespace LitWatch.Tests.Sources.PubMed;

public sealed class PubMedSourceTests
{
    private readonly FakePubMed pubmed = new();

    /// <summary>What has been seen from the real service in place of an answer.</summary>
    public static TheoryData<string> Faults => ["503", "429", "html", "prolog", "empty", "ratelimit", "cut", "short", "error", "root", "reset", "rawnewline"];

    [Fact]
    public async Task A_window_is_asked_for_by_all_four_dates_in_a_form()
    {
        pubmed.Add("2026-11-17", 100, 3);
        await using var search = Fixture(("PubMed:Email", "me@example.org"), ("PubMed:ApiKey", SourceFixture.Key));

        var batches = await search.SearchAsync();

        var request = search.Upstream.Requests[0];
        Assert.Equal("/eutils/esearch.fcgi", request["#path"]);
        Assert.Equal("POST", request["#method"]);
        Assert.Equal(
            $"({PubMedQuery.Render(SourceFixture.Strategy())}) AND (2026/11/16:2026/11/22[crdt] OR 2026/11/16:2026/11/22[edat] OR 2026/11/16:2026/11/22[mhda] OR 2026/11/16:2026/11/22[lr])",
            request["term"]);
        Assert.Equal("9999", request["retmax"]);
        Assert.All(search.Upstream.Requests, each => Assert.Equal(("litwatch", "me@example.org", SourceFixture.Key), (each["tool"], each["email"], each["api_key"])));
        Assert.Equal(3, batches.Sum(batch => batch.Count));
        Assert.Equal((3, 3), (search.Transcript.Promised, search.Transcript.Delivered));
        Assert.Equal(["translated"], search.Transcript.TranslatedQueries);
        Assert.All(search.Gate.Paid, paid => Assert.Equal(("pubmed", 10.0), paid));
    }

    [Fact]
    public async Task Neither_key_nor_mail_address_is_in_what_is_kept_or_told()
    {
        await using var search = Fixture(("PubMed:Email", "me@example.org"), ("PubMed:ApiKey", SourceFixture.Key));
        search.Upstream.AlwaysFault = () => FakeUpstream.Text($$"""{"error":"API key invalid: {{SourceFixture.Key}}","api-key":"{{SourceFixture.Key}}"}""", "application/json", HttpStatusCode.BadRequest);

        var fault = await Assert.ThrowsAsync<SourceException>(() => search.SearchAsync());

        Assert.Contains("API key invalid", fault.Message, StringComparison.Ordinal);
        Assert.All([fault.ToString(), fault.Request!, .. search.Transcript.Requests], text =>
        {
            Assert.DoesNotContain(SourceFixture.Key, text, StringComparison.Ordinal);
            Assert.DoesNotContain("example.org", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_list_shorter_than_its_count_is_asked_for_again_and_then_falls_short()
    {
        pubmed.Add("2026-11-17", 1, 3).CountTooMany = 2;
        await using var search = Fixture();

        var batches = await search.SearchAsync();

        Assert.Contains("counted 5 records for 2026-11-16 to 2026-11-22", search.Transcript.Shortfalls[0], StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3"], batches.SelectMany(batch => batch).Select(article => article.Pmid.ToString()!).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Records_that_do_not_come_are_asked_for_once_more_and_stay_missing_by_name()
    {
        pubmed.Add("2026-11-17", 1, 250).Withheld.UnionWith([7, 8]);
        pubmed.Strangers.Add(900);
        await using var search = Fixture();

        var batches = await search.SearchAsync();

        Assert.Equal(["7", "8"], search.Transcript.Missing);
        Assert.Equal(["7,8"], search.Upstream.Requests.Select(request => request["id"]).Skip(3));
        Assert.Contains(search.Transcript.Warnings, warning => warning.Contains("PMID 900", StringComparison.Ordinal));
        Assert.DoesNotContain(batches.SelectMany(batch => batch), article => article.Pmid.ToString() == "900");
    }

    [Fact]
    public async Task Warnings_are_kept_and_an_empty_window_is_a_complete_one()
    {
        pubmed.Said = "<ErrorList><PhraseNotFound>natalizumabb</PhraseNotFound></ErrorList><WarningList><QuotedPhraseNotFound>\"a b\"[tiab]</QuotedPhraseNotFound><OutputMessage>No items found.</OutputMessage></WarningList>";
        await using var search = Fixture();

        await search.SearchAsync();

        Assert.Empty(search.Transcript.Shortfalls);
        Assert.Equal(
            ["PubMed PhraseNotFound: natalizumabb", "PubMed QuotedPhraseNotFound: \"a b\"[tiab]"],
            search.Transcript.Warnings);
        Assert.Equal("esearch", Assert.Single(search.Kept).Kind);
    }

    [Fact]
    public async Task A_field_that_PubMed_does_not_know_makes_the_search_another_one()
    {
        pubmed.Said = "<ErrorList><FieldNotFound>lr</FieldNotFound></ErrorList>";
        await using var search = Fixture();

        await search.SearchAsync();

        Assert.Contains("does not know the field 'lr'", Assert.Single(search.Transcript.Shortfalls), StringComparison.Ordinal);
        Assert.Equal(["PubMed FieldNotFound: lr"], search.Transcript.Warnings);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_passing_fault_costs_a_try_and_nothing_else(string fault)
    {
        pubmed.Add("2026-11-17", 1, 3);
        await using var search = Fixture();
        search.Upstream.Fault(Make(fault));

        var batches = await search.SearchAsync();

        Assert.Equal(3, batches.Sum(batch => batch.Count));
        Assert.Equal(3, search.Gate.Paid.Count);
        Assert.Equal(fault == "reset" ? 2 : 3, search.Kept.Count);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_lasting_fault_is_a_fault_and_never_zero_results(string fault)
    {
        await using var search = Fixture();
        search.Upstream.AlwaysFault = Make(fault);

        var thrown = await Assert.ThrowsAsync<SourceException>(() => search.SearchAsync());

        Assert.Equal("pubmed", thrown.SourceName);
        Assert.True(thrown.Retryable);
        Assert.Equal(4, search.Upstream.Requests.Count);
        Assert.Equal(4, search.Gate.Paid.Count);
        Assert.Equal(fault == "reset" ? 0 : 4, search.Kept.Count);
        Assert.Single(search.Transcript.Requests);
        Assert.Equal(3, search.Time.Pauses.Count);
    }

    [Fact]
    public async Task What_came_before_a_cut_is_kept()
    {
        await using var search = Fixture();
        search.Upstream.AlwaysFault = Make("cut");

        await Assert.ThrowsAsync<SourceException>(() => search.SearchAsync());

        Assert.All(search.Kept, answer => Assert.StartsWith("<eSearchResult><Count>1", System.Text.Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_in_the_middle_keeps_what_was_delivered()
    {
        pubmed.Add("2026-11-17", 1, 300);
        await using var search = Fixture();
        var delivered = 0;

        await Assert.ThrowsAsync<SourceException>(async () =>
        {
            await foreach (var batch in search.Source.SearchAsync(SourceFixture.Strategy(), new SearchWindow(new(2026, 11, 16), new(2026, 11, 22)), search.Transcript, CancellationToken.None))
            {
                delivered += batch.Count;
                search.Upstream.AlwaysFault = Make("503");
            }
        });

        Assert.Equal(200, delivered);
        Assert.Equal(100, search.Transcript.Missing.Count);
    }

    [Fact]
    public async Task A_refused_request_is_not_repeated()
    {
        await using var search = Fixture();
        search.Upstream.AlwaysFault = () => FakeUpstream.Text("<eSearchResult><ERROR>Empty term</ERROR></eSearchResult>", status: HttpStatusCode.BadRequest);

        var fault = await Assert.ThrowsAsync<SourceException>(() => search.SearchAsync());

        Assert.False(fault.Retryable);
        Assert.Contains("Empty term", fault.Message, StringComparison.Ordinal);
        Assert.Single(search.Upstream.Requests);
    }

    [Fact]
    public async Task A_busy_gate_hands_the_search_back_without_a_request()
    {
        await using var search = Fixture();
        search.Gate.Busy = true;

        var busy = await Assert.ThrowsAsync<GateBusyException>(() => search.SearchAsync());

        Assert.Equal(TimeSpan.FromSeconds(90), busy.Wait);
        Assert.Empty(search.Upstream.Requests);
        Assert.Equal(("pubmed", 3.0), Assert.Single(search.Gate.Paid));
    }

    [Fact]
    public async Task Retry_After_is_honoured_and_a_long_one_left_to_a_later_sweep()
    {
        await using var search = Fixture();
        search.Upstream.Fault(() => After(7));
        await search.SearchAsync();
        search.Upstream.AlwaysFault = () => After(3600);

        var fault = await Assert.ThrowsAsync<SourceException>(() => search.SearchAsync());

        Assert.Equal([TimeSpan.FromSeconds(7)], search.Time.Pauses);
        Assert.Equal(TimeSpan.FromHours(1), fault.RetryAfter);
        Assert.True(fault.Retryable);
    }

    [Fact]
    public async Task A_source_that_keeps_failing_is_left_alone()
    {
        await using var search = Fixture();
        search.Upstream.AlwaysFault = Make("503");
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<SourceException>(() => search.SearchAsync());
        }

        var asked = search.Upstream.Requests.Count;
        var fault = await Assert.ThrowsAsync<SourceException>(() => search.SearchAsync());

        Assert.Contains("left alone", fault.Message, StringComparison.Ordinal);
        Assert.Equal(asked, search.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Today_is_the_day_in_the_east_of_the_United_States()
    {
        await using var search = Fixture();

        Assert.Equal(new DateOnly(2026, 11, 22), search.Source.Today);
    }

    [Theory]
    [InlineData("2026-11-23T13:00:00Z", true)]
    [InlineData("2026-11-23T09:59:00Z", false)]
    [InlineData("2026-11-24T02:00:00Z", false)]
    [InlineData("2026-11-22T17:00:00Z", false)]
    [InlineData("2026-07-20T01:30:00Z", false)]
    [InlineData("2026-07-21T00:30:00Z", true)]
    public async Task Large_jobs_have_their_hours_in_the_east_of_the_United_States(string now, bool isPeak)
    {
        await using var search = Fixture();
        search.Time.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(isPeak, search.Source.IsPeak);
    }

    private SourceFixture Fixture(params (string Key, string Value)[] settings) => new(SourceNames.PubMed, new FakeUpstream(pubmed.Answer), settings);

    private static HttpResponseMessage After(int seconds)
    {
        var response = FakeUpstream.Text("""{"error":"API rate limit exceeded","count":"11"}""", "application/json", HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return response;
    }

    private static Func<HttpResponseMessage> Make(string fault) => fault switch
    {
        "503" => () => FakeUpstream.Text("Service Unavailable", "text/plain", HttpStatusCode.ServiceUnavailable),
        "429" => () => FakeUpstream.Text("""{"error":"API rate limit exceeded","count":"11"}""", "application/json", HttpStatusCode.TooManyRequests),
        "html" => () => FakeUpstream.Text("<!DOCTYPE html><html><head><title>Down</title></head><body>Maintenance</body></html>", "text/html"),
        "prolog" => () => FakeUpstream.Text("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!DOCTYPE eSearchResult PUBLIC \"x\" \"y\">\n"),
        "empty" => () => FakeUpstream.Text(""),
        "ratelimit" => () => FakeUpstream.Text("""{"error":"API rate limit exceeded","count":"11"}""", "application/json"),
        "cut" => () => FakeUpstream.Cut("<eSearchResult><Count>1"),
        "short" => () => FakeUpstream.Text("<eSearchResult><Count>0</Count><IdList/>"),
        "error" => () => FakeUpstream.Text("<eSearchResult><ERROR>Search Backend failed: Exception</ERROR></eSearchResult>"),
        "root" => () => FakeUpstream.Text("<eInfoResult><Count>0</Count></eInfoResult>"),
        "rawnewline" => () => FakeUpstream.Text("{\"esearchresult\":{\"ERROR\":\"Search Backend failed: Exception:\n'retstart' cannot be larger than 9998.\"}}", "application/json"),
        _ => () => throw new HttpRequestException("Connection reset by peer"),
    };
}
