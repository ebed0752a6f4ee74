using System.Globalization;
using LitWatch.Articles;
using LitWatch.Sources.Http;
using Microsoft.Extensions.Options;

namespace LitWatch.Sources.Crossref;

/// <summary>Lists of works of the REST API. https://github.com/CrossRef/rest-api-doc</summary>
internal sealed class CrossrefClient(SourceChannel channel, IOptions<CrossrefOptions> options)
{
    /// <summary>Works a page. The API takes 1,000, but answers to heavy queries with 504; 200 works with references are some 4 MB.</summary>
    public const int Rows = 200;

    /// <summary>The cursor that opens a result set.</summary>
    public const string FirstCursor = "*";

    /// <summary>The query of <paramref name="term"/> without window and page, as a person can open it.</summary>
    public string Address(string term) => Address(options.Value.Base, term);

    /// <inheritdoc cref="Address(string)"/>
    public static string Address(Uri service, string term) => new Uri(service, "works?" + FormText.Encode([("query.bibliographic", term)])).ToString();

    /// <summary>One page of the works whose title, authors or journal have words of <paramref name="term"/> and that were indexed, or created, in the window (UTC days).</summary>
    /// <exception cref="SourceException">No page came.</exception>
    public Task<CrossrefPage> WorksAsync(string term, SearchWindow? window, string cursor, SearchTranscript transcript, CancellationToken cancellationToken) =>
        AskAsync([("query.bibliographic", term), ("rows", Rows.ToString(CultureInfo.InvariantCulture)), ("cursor", cursor)], window, transcript, cancellationToken);

    /// <summary>How many works there are of <see cref="WorksAsync"/>, without any.</summary>
    /// <exception cref="SourceException">No answer came.</exception>
    public async Task<int> CountAsync(string term, SearchWindow? window, SearchTranscript transcript, CancellationToken cancellationToken) =>
        (await AskAsync([("query.bibliographic", term), ("rows", "0")], window, transcript, cancellationToken)).Total;

    private async Task<CrossrefPage> AskAsync(List<(string Name, string? Value)> parameters, SearchWindow? window, SearchTranscript transcript, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (window is not null)
        {
            var date = window.By == WindowDate.Created ? "created" : "index";
            parameters.Insert(1, ("filter", string.Create(CultureInfo.InvariantCulture, $"from-{date}-date:{window.From:yyyy-MM-dd},until-{date}-date:{window.To:yyyy-MM-dd}")));
        }

        // The record of what was asked has no mail address: it is archived and shown.
        var asked = new SourceRequest("GET", new Uri(settings.Base, "works?" + FormText.Encode(parameters)).AbsoluteUri);
        var call = new SourceCall(SourceNames.Crossref, "works", asked, settings.RequestsPerSecond, CrossrefAnswer.Check, CrossrefAnswer.Describe) { Secret = settings.PlusToken, AtOnce = settings.RequestsAtOnce };
        parameters.Add(("mailto", settings.Mailto));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.Base, "works?" + FormText.Encode(parameters)));
        if (!string.IsNullOrEmpty(settings.PlusToken))
        {
            request.Headers.TryAddWithoutValidation("Crossref-Plus-API-Token", $"Bearer {settings.PlusToken}");
        }

        var answer = await channel.AskAsync(call, request, transcript, cancellationToken);
        return CrossrefPage.Read(answer, transcript);
    }
}
