using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LitWatch.Alerts;
using LitWatch.Tests.Digests;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using LitWatch.Tests.Pipelines;
using LitWatch.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Web;

/// <summary>Every route, asked in every way that must not work: the right status, problem details, and nothing has changed.</summary>
public sealed class RefusalTests(AzuriteFixture azurite, SmtpFixture smtp) : MailedDigest(azurite, smtp), IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>
{
    /// <summary>Under another name than the machine's own nobody is trusted without a key.</summary>
    private const string PublicName = "litwatch.example";

    /// <summary>Articles belong to no team. What belongs to one is told here only to that.</summary>
    private static readonly string[] Shared = ["api/articles", "api/search", "api/suggestions", "api/strategies", "api/health", "api/poison"];

    /// <summary>Which say what is wrong with any body.</summary>
    private static readonly string[] TakeAnything = [nameof(Pipeline.LintStrategy)];

    private static IEnumerable<HttpEntry> Closed => Pipeline.Entries.OfType<HttpEntry>().Where(entry => entry.Access != Access.Open);

    [Fact]
    public async Task Nothing_that_is_refused_changes_anything()
    {
        var digest = await MailedAsync("safety@example.org");
        var alert = (string)Items(await GetAsync("alerts")).Single()["id"]!;
        var names = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alerts"] = alert,
            ["subscriptions"] = (string)Items(await GetAsync("subscriptions")).Single()["id"]!,
            ["digests"] = digest,
            ["articles"] = (string)Items(await GetAsync($"hits?alert={alert}")).First()["article"]!["id"]!,
            ["runs"] = (string)Items(await GetAsync("runs")).First()["id"]!,
        };
        var keys = Host.Services.GetRequiredService<ApiKeyStore>();
        var own = new Dictionary<Access, string>();
        foreach (var role in new[] { Access.Reader, Access.Editor, Access.Admin })
        {
            own[role] = await keys.CreateAsync(new ApiKey(Team, role.ToString(), role), CancellationToken.None);
        }

        var theirs = await keys.CreateAsync(new ApiKey("another", "admin", Access.Admin), CancellationToken.None);
        var before = await RowsAsync();

        foreach (var entry in Closed)
        {
            var path = PathOf(entry, names);
            await RefusedAsync(entry, path, HttpStatusCode.Unauthorized, key: null, "{}", "application/json");
            await RefusedAsync(entry, path, HttpStatusCode.Unauthorized, "lw_" + new string('0', 64), "{}", "application/json");
            if (entry.Access > Access.Reader)
            {
                await RefusedAsync(entry, path, HttpStatusCode.Forbidden, own[entry.Access - 1], "{}", "application/json");
            }

            if (path.Contains('/', StringComparison.Ordinal) && names.Values.Any(name => path.Contains(name, StringComparison.Ordinal)) && !Shared.Any(shared => path.StartsWith(shared, StringComparison.Ordinal)))
            {
                await RefusedAsync(entry, path, HttpStatusCode.NotFound, theirs, """{ "name": "stolen" }""", "application/json");
            }

            if (entry.Operation.Body is null)
            {
                continue;
            }

            await RefusedAsync(entry, path, HttpStatusCode.RequestEntityTooLarge, own[Access.Admin], new string(' ', (int)HttpGate.MaxBodyBytes + 1), "application/json");
            foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/xml", "multipart/form-data; boundary=x" })
            {
                await RefusedAsync(entry, path, HttpStatusCode.UnsupportedMediaType, own[Access.Admin], "{}", type);
            }

            foreach (var body in TakeAnything.Contains(entry.Name) ? [] : new[] { "{", "null", "[]", "7", "\"text\"", "{\"nobody knows\":1}", "{}}", "\u0000", new string('[', 100_000) })
            {
                await RefusedAsync(entry, path, HttpStatusCode.BadRequest, own[Access.Admin], body, "application/json");
            }
        }

        Assert.Equal(before, await RowsAsync());
    }

    private async Task RefusedAsync(HttpEntry entry, string path, HttpStatusCode status, string? key, string body, string type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(entry.Method), new Uri($"{Host.Addresses.Single()}/{path}"));
        request.Headers.Host = PublicName;
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (entry.Operation.Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
            // Else the client is still sending when the answer comes, and may see the connection closed instead.
            request.Headers.ExpectContinue = body.Length > 1_000_000;
        }

        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{entry.Name}, {type} {body[..Math.Min(30, body.Length)]}: {(int)answer.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    private static string PathOf(HttpEntry entry, Dictionary<string, string> names)
    {
        var slice = entry.Route.Split('/')[1];
        var path = entry.Route.Replace("{id}", names.GetValueOrDefault(slice, ""), StringComparison.Ordinal).Replace("{page}", "1", StringComparison.Ordinal)
            .Replace("{alert}", names["alerts"], StringComparison.Ordinal).Replace("{article}", names["articles"], StringComparison.Ordinal);
        var query = entry.Operation.Query.Select(value => value.Name switch
        {
            "alert" => $"alert={names["alerts"]}",
            "subscription" => $"subscription={names["subscriptions"]}",
            _ => null,
        }).OfType<string>();
        return $"{path}?{string.Join('&', query)}";
    }

    /// <summary>Every row with its version.</summary>
    private async Task<SortedDictionary<string, string>> RowsAsync() => new(
        (await StoredContent.ReadAsync(Azurite.ConnectionString, Configuration["Storage:Prefix"]!)).Rows.ToDictionary(row => row.Place, row => row.Entity.ETag.ToString(), StringComparer.Ordinal), StringComparer.Ordinal);
}
