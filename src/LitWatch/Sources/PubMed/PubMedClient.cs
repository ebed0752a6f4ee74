using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using LitWatch.Articles;
using LitWatch.Sources.Http;
using Microsoft.Extensions.Options;

namespace LitWatch.Sources.PubMed;

/// <summary>ESearch and EFetch of E-utilities, by POST (queries and id lists are long). https://www.ncbi.nlm.nih.gov/books/NBK25499/</summary>
internal sealed class PubMedClient(SourceChannel channel, IOptions<PubMedOptions> options)
{
    /// <summary>
    /// The most records one search names. NBK25499 says 10,000; measured 2026: 9,999, with a larger retmax lowered silently.
    /// </summary>
    public const int MostIds = 9_999;

    /// <summary>Ids a fetch: E-utilities take more by POST, but a lost answer then costs more.</summary>
    public const int FetchBatch = 200;

    /// <param name="most">How many records to name, <see cref="MostIds"/> at most; 0 only counts.</param>
    /// <exception cref="SourceException">No answer to the search came.</exception>
    public async Task<ESearchResult> SearchAsync(string term, int most, SearchTranscript transcript, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            "esearch",
            [("db", "pubmed"), ("term", term), ("retmode", "xml"), ("retstart", "0"), ("retmax", most.ToString(CultureInfo.InvariantCulture))],
            PubMedAnswer.CheckSearch,
            transcript,
            cancellationToken);
        var result = PubMedAnswer.ReadSearch(answer);
        transcript.Translated(result.Translation);
        foreach (var warning in result.Warnings)
        {
            transcript.Warn(warning);
        }

        // PubMed looks for the name of a field that it does not know as if it were text: whatever it found was not the strategy.
        foreach (var field in result.UnknownFields)
        {
            transcript.FallShort($"PubMed does not know the field '{field}' and searched for something else.");
        }

        return result;
    }

    /// <summary>The records that PubMed has of <paramref name="pmids"/>: any that it does not know are simply absent.</summary>
    /// <exception cref="SourceException">No set of records came.</exception>
    public async Task<IReadOnlyList<Article>> FetchAsync(IReadOnlyList<string> pmids, SearchTranscript transcript, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            "efetch",
            [("db", "pubmed"), ("id", string.Join(',', pmids)), ("retmode", "xml")],
            PubMedAnswer.CheckFetch,
            transcript,
            cancellationToken);
        var report = new ParseReport();
        using var body = new MemoryStream(answer.Body.ToArray());
        var articles = PubMedXml.Read(body, report, answer.ReceivedAt).ToList();
        foreach (var said in report.Errors.Select(error => $"PubMed {error}").Concat(report.Warnings))
        {
            transcript.Warn(said);
        }

        return articles;
    }

    private async Task<SourceAnswer> AskAsync(
        string utility,
        List<(string Name, string? Value)> parameters,
        Func<SourceAnswer, SourceException?> check,
        SearchTranscript transcript,
        CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var url = new Uri(settings.Base, utility + ".fcgi");
        parameters.Add(("tool", settings.Tool));

        // The record of what was asked has neither the key nor the mail address: it is archived and shown.
        var asked = new SourceRequest("POST", url.ToString(), FormText.Encode(parameters));
        var call = new SourceCall(SourceNames.PubMed, utility, asked, settings.RequestsPerSecond, check, PubMedAnswer.Describe) { Secret = settings.ApiKey };
        parameters.AddRange([("email", settings.Email), ("api_key", settings.ApiKey)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(FormText.Encode(parameters), Encoding.ASCII, new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
        };
        return await channel.AskAsync(call, request, transcript, cancellationToken);
    }
}
