using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LitWatch.Tests.Local;
using LitWatch.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Web;

public sealed class AccessTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Without_a_key_only_what_is_open_answers()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);

        foreach (var entry in Pipeline.Entries.OfType<HttpEntry>())
        {
            var path = entry.Route.Replace("{ignored:maxlength(0)?}", "", StringComparison.Ordinal).Replace("{*path}", "litwatch.css", StringComparison.Ordinal)
                .Replace("{id}", "x", StringComparison.Ordinal).Replace("{page}", "1", StringComparison.Ordinal);
            using var answer = await web.SendAsync(new HttpMethod(entry.Method), path);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized == entry.Access is not Access.Open, $"{entry.Name}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("Bearer lw_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic bHc6eA==")]
    public async Task A_wrong_key_is_none_and_is_not_made_good_by_sitting_at_the_machine(string authorization)
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: authorization.StartsWith("Bearer ", StringComparison.Ordinal));
        web.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await web.GetAsync("api/alerts");

        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains("Authorization", (string)(await TestWeb.JsonAsync(answer))["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("roles=editor", true, "default", true)]
    [InlineData("roles=neurology/reader roles=neurology/editor", true, "neurology", true)]
    [InlineData("roles=neurology/reader roles=other/admin", true, "neurology", false)]
    [InlineData("http://schemas.microsoft.com/ws/2008/06/identity/claims/role=Admin", true, "default", true)]
    [InlineData("roles=Task.Read roles=/admin roles=a/b/admin", true, null, false)]
    [InlineData("", true, null, false)]
    [InlineData("roles=admin", false, null, false)]
    public async Task Whom_the_platform_has_logged_in_is_known_only_where_it_stands_before_us(string claims, bool stands, string? team, bool edits)
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false, services: services => services.PostConfigure<WebOptions>(options => options.TrustPrincipal = stands));
        web.Client.DefaultRequestHeaders.Add(PlatformPrincipal.Header, Principal(claims));

        using var read = await web.GetAsync("api/alerts");
        using var added = await web.PostAsync("api/alerts", TestWeb.Alert("mine"));

        Assert.Equal(team is null ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(team is null ? HttpStatusCode.Unauthorized : edits ? HttpStatusCode.Created : HttpStatusCode.Forbidden, added.StatusCode);
        if (edits)
        {
            Assert.Equal("anna@example.org", (string)(await TestWeb.JsonAsync(added))["createdBy"]!);
            await web.BecomeAsync(team!, Access.Reader);
            using var seen = await web.GetAsync("api/alerts");
            Assert.Single((await TestWeb.JsonAsync(seen))["items"]!.AsArray());
        }
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("bnVsbA==")]
    [InlineData("e30=")]
    [InlineData("W10=")]
    public async Task A_principal_that_cannot_be_read_is_nobody(string header)
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false, services: services => services.PostConfigure<WebOptions>(options => options.TrustPrincipal = true));
        web.Client.DefaultRequestHeaders.TryAddWithoutValidation(PlatformPrincipal.Header, header);

        Assert.Equal(HttpStatusCode.Unauthorized, (await web.GetAsync("api/alerts")).StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_elsewhere_cannot_use_what_the_platform_knows(string name, string value)
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false, services: services => services.PostConfigure<WebOptions>(options => options.TrustPrincipal = true));
        web.Client.DefaultRequestHeaders.Add(PlatformPrincipal.Header, Principal("roles=admin"));
        web.Client.DefaultRequestHeaders.Add(name, value);

        using var answer = await web.PostAsync("api/alerts", TestWeb.Alert("mine"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static string Principal(string claims) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
    {
        auth_typ = "aad",
        name_typ = "name",
        role_typ = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
        claims = claims.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(claim => claim.Split('=')).Select(claim => new { typ = claim[0], val = claim[1] })
            .Append(new { typ = "preferred_username", val = "anna@example.org" }),
    }));

    [Fact]
    public async Task A_reader_reads_and_an_editor_edits()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);

        await web.BecomeAsync("one", Access.Reader);
        using var read = await web.GetAsync("api/alerts");
        using var refused = await web.PostAsync("api/alerts", TestWeb.Alert("mine"));
        await web.BecomeAsync("one", Access.Editor);
        using var added = await web.PostAsync("api/alerts", TestWeb.Alert("mine"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Created), (read.StatusCode, refused.StatusCode, added.StatusCode));
        Assert.Contains("editor", (string)(await TestWeb.JsonAsync(refused))["detail"]!, StringComparison.Ordinal);
        Assert.Equal("key of one", (string)(await TestWeb.JsonAsync(added))["createdBy"]!);
    }

    [Fact]
    public async Task A_team_sees_nothing_of_another_and_cannot_tell_it_from_what_is_not_there()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);
        await web.BecomeAsync("one", Access.Editor);
        var alert = await web.AddAlertAsync("mine");
        using var added = await web.PostAsync("api/subscriptions", new { recipients = new[] { "one@example.org" }, alerts = new[] { new { id = alert } } });
        var subscription = (string)(await TestWeb.JsonAsync(added))["id"]!;

        await web.BecomeAsync("two", Access.Admin);

        (HttpMethod Method, string Path)[] asked =
        [
            (HttpMethod.Get, $"api/alerts/{alert}"), (HttpMethod.Put, $"api/alerts/{alert}"), (HttpMethod.Delete, $"api/alerts/{alert}"), (HttpMethod.Post, $"api/alerts/{alert}/searches"),
            (HttpMethod.Get, $"api/hits?alert={alert}"), (HttpMethod.Get, $"api/hits/{alert}/a00/decision"), (HttpMethod.Put, $"api/hits/{alert}/a00/decision"), (HttpMethod.Get, $"api/runs?alert={alert}"),
            (HttpMethod.Get, $"api/subscriptions/{subscription}"), (HttpMethod.Put, $"api/subscriptions/{subscription}"), (HttpMethod.Delete, $"api/subscriptions/{subscription}"),
            (HttpMethod.Get, $"api/subscriptions/{subscription}/preview"), (HttpMethod.Get, $"api/digests?subscription={subscription}"), (HttpMethod.Get, $"api/digests/{subscription}.2026-11-23T07:00Z"),
            (HttpMethod.Get, $"api/digests/{subscription}.20261123T070000000Z/mails"), (HttpMethod.Post, $"api/digests/{subscription}.20261123T070000000Z/resend"),
        ];
        foreach (var (method, path) in asked)
        {
            using var theirs = await web.SendAsync(method, path, method == HttpMethod.Put ? new { name = "stolen" } : null);
            using var nobodys = await web.SendAsync(method, path.Replace(alert, "al000000000000", StringComparison.Ordinal).Replace(subscription, "sb000000000000", StringComparison.Ordinal), method == HttpMethod.Put ? new { name = "stolen" } : null);
            Assert.True(theirs.StatusCode == HttpStatusCode.NotFound, $"{method} {path}: {theirs.StatusCode}");
            Assert.Equal((string?)(await TestWeb.JsonAsync(nobodys))["detail"], (string?)(await TestWeb.JsonAsync(theirs))["detail"]);
        }

        using var subscribed = await web.PostAsync("api/subscriptions", new { recipients = new[] { "two@example.org" }, alerts = new[] { new { id = alert } } });
        Assert.Equal(HttpStatusCode.BadRequest, subscribed.StatusCode);
        Assert.Empty((await TestWeb.JsonAsync(await web.GetAsync("api/alerts")))["items"]!.AsArray());
        Assert.Empty((await TestWeb.JsonAsync(await web.GetAsync("api/runs")))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_page_elsewhere_that_reaches_this_machine_under_its_own_name_is_not_trusted()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/alerts", UriKind.Relative));
        request.Headers.Host = "evil.example";

        using var answer = await web.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_with_what_to_do()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/alerts", UriKind.Relative)) { Content = new ByteArrayContent(new byte[HttpGate.MaxBodyBytes + 1]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        // Else the client is still sending when the answer comes, and may see the connection closed instead.
        request.Headers.ExpectContinue = true;

        using var answer = await web.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task A_fault_of_ours_is_told_without_its_secrets()
    {
        await using var web = await TestWeb.StartAsync(azurite, entries: [HttpEntry.For<Broken>(HttpMethods.Get, "api/broken", Access.Reader)], services: services => services.AddScoped<Broken>());

        using var answer = await web.GetAsync("api/broken");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.5826%2Fdpc.1202a88", "10.5826/dpc.1202a88")]
    [InlineData("10.1002%2F(SICI)1%3A4%3C338%3A%3AAID%3E3.0.CO%3B2-B", "10.1002/(SICI)1:4<338::AID>3.0.CO;2-B")]
    [InlineData("a%20b", "a b")]
    public async Task A_slash_in_a_route_value_arrives(string path, string expected)
    {
        await using var web = await TestWeb.StartAsync(azurite, entries: [HttpEntry.For<Echo>(HttpMethods.Get, "api/echo/{value}", Access.Reader)], services: services => services.AddScoped<Echo>());

        using var answer = await web.GetAsync($"api/echo/{path}");

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_identifier_with_a_slash_is_merely_not_there()
    {
        await using var web = await TestWeb.StartAsync(azurite);

        foreach (var path in new[] { "api/alerts/a%2Fb", "api/articles/10.5826%2Fdpc.1202a88", "api/runs/a%2Fb/raw/1", "api/digests/a%2Fb", "api/subscriptions/a%5Cb%23%3F" })
        {
            using var answer = await web.GetAsync(path);
            Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task A_team_that_searches_too_often_waits_and_another_does_not()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);
        await web.BecomeAsync("one", Access.Reader);
        HttpStatusCode last = default;
        // At most twice the number, should a minute end meanwhile.
        for (var i = 0; i < 61 && last != HttpStatusCode.TooManyRequests; i++)
        {
            using var answer = await web.GetAsync("api/search");
            last = answer.StatusCode;
            Assert.True(last == HttpStatusCode.BadRequest || i >= 30, $"The call {i} is answered {last}.");
            Assert.Equal(last == HttpStatusCode.TooManyRequests, answer.Headers.RetryAfter is not null);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        await web.BecomeAsync("two", Access.Reader);
        using var other = await web.GetAsync("api/search");
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    private sealed class Broken : IHttpHandler
    {
        public static Operation Operation => Operation.None;

        public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) => throw new InvalidOperationException("a secret");
    }

    private sealed class Echo : IHttpHandler
    {
        public static Operation Operation => Operation.None;

        public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) => Task.FromResult(Results.Text(request.RouteValue("value")));
    }
}
