using System.Collections.Concurrent;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using LitWatch.Tests.Pipelines;
using LitWatch.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LitWatch.Tests.Digests;

/// <summary>After searches with faults, a digest, its mail and a call of the API: what logs and storage must not hold.</summary>
public sealed class RedactionTests(AzuriteFixture azurite, SmtpFixture smtp) : MailedDigest(azurite, smtp), IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>
{
    private const string PubMedKey = "0f1e2d3c4b5a69788796a5b4c3d2e1f00a1b";
    private const string PlusToken = "plus-token-that-nobody-may-read";
    private const string Recipient = "somebody.with.a.name@example.org";

    private readonly Lines log = new();

    [Fact]
    public async Task No_key_token_or_address_is_where_it_does_not_belong()
    {
        Configuration["PubMed:ApiKey"] = PubMedKey;
        Configuration["Crossref:PlusToken"] = PlusToken;
        await Host.DisposeAsync();
        await StartAsync();
        // One request of each source fails, so that errors are told, too.
        Sources.Faults.Add(LitWatch.Replay.Faults.FaultRule.Parse("route=efetch,kind=status,status=500,limit=1"), LitWatch.Replay.Faults.FaultRule.Parse("route=works,kind=status,status=503,limit=1"));
        var apiKey = await Host.Services.GetRequiredService<ApiKeyStore>().CreateAsync(new ApiKey(Team, "reader", Access.Reader), CancellationToken.None);
        await MailedAsync(Recipient);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("search?drug=natalizumab&reaction=psoriasis"));
        request.Headers.Authorization = new("Bearer", apiKey);
        using var answer = await Client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Contains(Sources.Requests, sent => sent["api_key"] == PubMedKey);

        var token = (await NextAsync()).UnsubscribeToken;
        var logged = log.ToString();
        var stored = (await StoredContent.ReadAsync(Azurite.ConnectionString, Configuration["Storage:Prefix"]!)).Texts().ToList();
        Assert.NotEmpty(logged);
        foreach (var secret in new[] { PubMedKey, PlusToken, Bench.SigningKey, apiKey, token })
        {
            Assert.DoesNotContain(secret, logged, StringComparison.Ordinal);
            Assert.DoesNotContain(stored, one => one.Value.Contains(secret, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(Recipient, logged, StringComparison.OrdinalIgnoreCase);
        // People's addresses are where mail needs them, and in nothing that cannot be changed.
        string[] places = ["Subscriptions|", "Recipients|"];
        Assert.All(stored.Where(one => one.Value.Contains(Recipient, StringComparison.OrdinalIgnoreCase)), one => Assert.Contains(places, place => one.Key.StartsWith(place, StringComparison.Ordinal)));
    }

    private protected override void Adjust(IServiceCollection services) => services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace).AddFilter<Lines>(null, LogLevel.Trace));

    /// <summary>Everything that is logged, at every level.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> all = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            all.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => all.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }

        public override string ToString() => string.Join('\n', all);
    }
}
