namespace LitWatch.Replay;

/// <summary>
/// Answers of each kind before any that count. A server that still compiles its own code lets requests bunch up, and would blame the client for exceeding the rate.
/// </summary>
internal static class WarmUp
{
    private const string Record = """
        <PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">1</PMID><Article PubModel="Print"><ArticleTitle>Warm</ArticleTitle></Article></MedlineCitation>
        <PubmedData><History><PubMedPubDate PubStatus="entrez"><Year>2026</Year><Month>1</Month><Day>2</Day></PubMedPubDate></History></PubmedData></PubmedArticle>
        """;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var server = await ReplayServer.StartAsync(new ReplayOptions(), TimeProvider.System, cancellationToken);
        server.Add(Record);
        using var client = new HttpClient();
        await PostAsync(client, new Uri(server.PubMedBaseUrl, "esearch.fcgi"), "db=pubmed&retmode=json&term=warm[tiab]&datetype=edat&mindate=2026&maxdate=2026", cancellationToken);
        await PostAsync(client, new Uri(server.PubMedBaseUrl, "efetch.fcgi"), "db=pubmed&retmode=xml&id=1", cancellationToken);
        using var works = await client.GetAsync(new Uri(server.CrossrefBaseUrl, "works?query.bibliographic=warm&cursor=*"), cancellationToken);
    }

    private static async Task PostAsync(HttpClient client, Uri uri, string form, CancellationToken cancellationToken)
    {
        using var content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await client.PostAsync(uri, content, cancellationToken);
    }
}
