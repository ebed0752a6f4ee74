using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using LitWatch.Tests.Deduplication;
using LitWatch.Tests.Local;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace LitWatch.Tests.Web;

/// <summary>The published document against an independent reader, and against what the entries do.</summary>
public sealed class OpenApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly JsonObject Document = LitWatch.Web.OpenApi.OpenApiDocument.Of(Pipeline.Entries.OfType<HttpEntry>());

    public static TheoryData<string> Entries => [.. Pipeline.Entries.OfType<HttpEntry>().Where(entry => entry.Operation.IsPublished).Select(entry => entry.Name)];

    [Fact]
    public async Task It_is_valid_and_names_every_entry_of_the_API()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);

        using var answer = await web.GetAsync("api/openapi.json");
        using var content = await answer.Content.ReadAsStreamAsync();
        var read = await OpenApiDocument.LoadAsync(content, "json");
        var (document, diagnostic) = (read.Document!, read.Diagnostic!);

        Assert.Equal("application/openapi+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Empty(diagnostic.Errors);
        Assert.Empty(diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic.SpecificationVersion);
        Assert.Equal(Pipeline.Entries.OfType<HttpEntry>().Count(entry => entry.Operation.IsPublished), document.Paths.Sum(path => path.Value.Operations!.Count));
        Assert.All(Pipeline.Entries.OfType<HttpEntry>(), entry => Assert.Equal(entry.Route.StartsWith("api/", StringComparison.Ordinal), entry.Operation.IsPublished));
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_every_schema_is_used()
    {
        var references = Strings(Document, "$ref").ToHashSet(StringComparer.Ordinal);
        string[] components = [.. Document["components"]!["schemas"]!.AsObject().Select(schema => $"#/components/schemas/{schema.Key}"), "#/components/responses/problem"];

        Assert.Equal(components.Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public async Task What_an_entry_reads_of_the_query_is_what_is_published(string name)
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        using var added = await web.PostAsync("api/subscriptions", new { name = "Weekly", recipients = new[] { "a@example.org" } });
        var subscription = (string)(await TestWeb.JsonAsync(added))["id"]!;
        var entry = Pipeline.Entries.OfType<HttpEntry>().Single(entry => entry.Name == name);
        var query = new ReadQuery(new() { ["alert"] = hits.Alert, ["subscription"] = subscription, ["term"] = "natalizumab", ["drug"] = "natalizumab", ["reaction"] = "psoriasis", ["source"] = "pubmed", ["from"] = "2026-11-01", ["to"] = "2026-10-01" });
        await using var scope = web.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Query = query;
        context.Request.Method = entry.Method;
        context.Request.Host = new HostString("127.0.0.1");
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.RouteValues["id"] = name.Contains("Subscription", StringComparison.Ordinal) || name == "PreviewDigest" ? subscription : hits.Alert;

        await entry.RunAsync(scope.ServiceProvider, context.Request);

        var published = Operation(entry)["parameters"]!.AsArray().Where(parameter => (string)parameter!["in"]! == "query").Select(parameter => (string)parameter!["name"]!).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(published, query.Read);
        // Pages and formats are read only once something is found.
        Assert.Subset(query.Read, published.Except(entry.Operation.IsPaged ? ["pageSize", "continuationToken"] : Array.Empty<string>()).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Answers_are_what_is_published()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        var article = Records.PubMed("901", "Natalizumab and psoriasis");
        await hits.AddAsync(article);
        await hits.DecidedAsync(article.Id, "relevant", "because");
        using var added = await web.PostAsync("api/subscriptions", new { name = "Weekly", recipients = new[] { "a@example.org" }, alerts = new[] { new { id = hits.Alert } }, schedule = new { every = "weekly", day = "monday", time = "07:00", timeZone = "Europe/Rome" } });
        var subscription = (string)(await TestWeb.JsonAsync(added))["id"]!;
        using var feed = await web.PostAsync($"api/alerts/{hits.Alert}/feed", new { });
        using var lint = await web.PostAsync("api/strategies/lint", new { drug = new[] { "x" } });
        using var missing = await web.GetAsync("api/alerts/none");

        await MeetsAsync("AddSubscription", added);
        await MeetsAsync("OpenFeed", feed);
        await MeetsAsync("LintStrategy", lint);
        await MeetsAsync("ShowAlert", missing);
        foreach (var (name, path) in new (string, string)[]
        {
            ("ListAlerts", "api/alerts"), ("ShowAlert", $"api/alerts/{hits.Alert}"), ("ShowAlertHistory", $"api/alerts/{hits.Alert}/history"), ("ListSubscriptions", "api/subscriptions"),
            ("ShowSubscription", $"api/subscriptions/{subscription}"), ("ShowSubscriptionHistory", $"api/subscriptions/{subscription}/history"), ("PreviewDigest", $"api/subscriptions/{subscription}/preview"),
            ("ListHits", $"api/hits?alert={hits.Alert}"), ("ShowDecision", hits.PathOf(article.Id)), ("ListRuns", "api/runs"), ("ShowArticle", $"api/articles/{article.Id}"),
            ("ShowArticleHistory", $"api/articles/{article.Id}/history"), ("ListDigests", $"api/digests?subscription={subscription}"), ("SuggestTerms", "api/suggestions?term=natalizumab"),
            ("ListPoison", "api/poison"), ("ShowHealth", "api/health"), ("ShowLiveness", "api/health/live"),
        })
        {
            using var answer = await web.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, path);
            await MeetsAsync(name, answer);
        }
    }

    private static async Task MeetsAsync(string name, HttpResponseMessage answer)
    {
        var responses = Operation(Pipeline.Entries.OfType<HttpEntry>().Single(entry => entry.Name == name))["responses"]!;
        var told = responses[((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)];
        Assert.True(told is not null, $"{name} answers {(int)answer.StatusCode}, which is not published.");
        if (told["$ref"] is not null)
        {
            told = Document["components"]!["responses"]!["problem"]!;
        }

        var schema = told["content"]![answer.Content.Headers.ContentType!.MediaType!]!["schema"]!.DeepClone().AsObject();
        schema["$defs"] = Document["components"]!["schemas"]!.DeepClone();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var result = JsonSchema.FromText(schema.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal)).Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, $"{name}: {string.Join("\n", (result.Details ?? []).Where(detail => detail.Errors is { Count: > 0 }).Take(5).Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}"))}\n{json.RootElement}");
    }

    private static JsonNode Operation(HttpEntry entry) => Document["paths"]!["/" + entry.Route]![entry.Method.ToLowerInvariant()]!;

    private static IEnumerable<string> Strings(JsonNode? node, string name) => node switch
    {
        JsonObject one => one.SelectMany(property => property.Key == name && property.Value is JsonValue ? [(string)property.Value!] : Strings(property.Value, name)),
        JsonArray many => many.SelectMany(item => Strings(item, name)),
        _ => [],
    };

    /// <summary>A query string that notes what is read of it.</summary>
    private sealed class ReadQuery(Dictionary<string, StringValues> values) : IQueryCollection
    {
        public HashSet<string> Read { get; } = new(StringComparer.Ordinal);

        public int Count => values.Count;

        public ICollection<string> Keys => values.Keys;

        public StringValues this[string key]
        {
            get
            {
                Read.Add(key);
                return values.GetValueOrDefault(key);
            }
        }

        public bool ContainsKey(string key)
        {
            Read.Add(key);
            return values.ContainsKey(key);
        }

        public bool TryGetValue(string key, out StringValues value)
        {
            Read.Add(key);
            return values.TryGetValue(key, out value);
        }

        public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => values.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
