using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LitWatch.Replay;

namespace LitWatch.Tests.Replay;

/// <summary>Recorded answers against ours, in structure; the last column lists what ours leaves out and why.</summary>
public sealed class RecordedShapeTests : IDisposable
{
    private static readonly string[] Articles =
    [
        Replayed.Article(9500320, "Asthma and cancer in invented records", "An abstract.", """
            <CommentsCorrectionsList><CommentsCorrections RefType="CommentIn"><RefSource>Lancet. 1998</RefSource><PMID Version="1">9500313</PMID></CommentsCorrections></CommentsCorrectionsList>
            <MeshHeadingList><MeshHeading><DescriptorName UI="D001249" MajorTopicYN="N">Asthma</DescriptorName></MeshHeading><MeshHeading><DescriptorName UI="D009774" MajorTopicYN="N">Obstetrics</DescriptorName></MeshHeading>
            <MeshHeading><DescriptorName UI="D0" MajorTopicYN="N">Cancer</DescriptorName></MeshHeading></MeshHeadingList>
            """, Replayed.Moment("pubmed", 2025, 11, 1) + Replayed.Moment("medline", 2025, 11, 1) + Replayed.Moment("entrez", 2025, 11, 1)),
    ];

    private readonly HttpClient _client = new();

    /// <summary>File, request, left out.</summary>
    public static TheoryData<string, string, string[]> JsonPairs => new()
    {
        // TranslationStack went away with the new back end of 2022.
        { "eutils/carrot2__carrot2/dcs_contexts_frontend_app_src_carrot2_service_sources_pubmed.esearch.result.json", "esearch.fcgi?db=pubmed&term=asthma&retmode=json&retmax=100", ["$.esearchresult.translationstack"] },
        { "eutils/choxos__retraction/tests_testthat_mock-ncbi_eutils.ncbi.nlm.nih.gov_entrez_eutils_esearch.fcgi-104f66.json", "esearch.fcgi?db=pubmed&retmode=json&term=%2210.5555/case.9500320%22[aid]", [] },
        { "eutils/choxos__retraction/tests_testthat_mock-ncbi_eutils.ncbi.nlm.nih.gov_entrez_eutils_esummary.fcgi-fb5a65.json", "esummary.fcgi?db=pubmed&id=9500320&retmode=json", [] },
        { "eutils/fabia88__journal-club/practice.fcgi.json", "esummary.fcgi?db=pubmed&id=28806736&retmode=json", ["$.result.#"] },
        { "quoted-errors/esearch-invalid-db.json", "esearch.fcgi?db=nonsense_db&term=x&retmode=json", [] },
    };

    public static TheoryData<string, string, string[]> XmlPairs => new()
    {
        { "eutils/Klortho__Eutils-JSON/samples_esearch.pubmed.xml", "esearch.fcgi?db=pubmed&term=cancer&usehistory=y&retmax=100", ["TranslationStack"] },
        { "eutils/Klortho__Eutils-JSON/samples_esearch.error.xml", "esearch.fcgi?db=pubmed&term=obstetrics[mh]+OR+fleegle[mh]", ["TranslationStack"] },
        { "eutils/biopython__biopython/Tests_Entrez_esearch2.xml", "esearch.fcgi?db=pubmed&term=cancer&usehistory=y&reldate=500&datetype=edat", [] },
        { "eutils/biopython__biopython/Tests_Entrez_esearch8.xml", "esearch.fcgi?db=pubmed&term=abcXYZ", [] },
        { "eutils/sul-dlss__sul_pub/fixtures_vcr_cassettes_Pubmed_Client__search_returns_a_smaller_list__01.xml", "esearch.fcgi?db=pubmed&term=swiatek[au]&datetype=edat&reldate=500&retmax=3000&retmode=xml", ["TranslationStack"] },

        // Only pubmed is served, so the link list is empty.
        { "eutils/biopython__biopython/Tests_Entrez_einfo1.xml", "einfo.fcgi", [] },
        { "eutils/Klortho__Eutils-JSON/samples_einfo.pubmed.xml", "einfo.fcgi?db=pubmed", ["LinkList/"] },
        { "eutils/biocommons__eutils/tests_data_cassettes_test_einfo_dbinfo__00.xml", "einfo.fcgi?db=pubmed", ["LinkList/"] },
        { "eutils/biopython__biopython/Tests_Entrez_epost3.xml", "epost.fcgi?db=pubmed&id=abc", [] },
        { "eutils/Klortho__Eutils-JSON/samples_esummary.error.xml", "esummary.fcgi?db=fleegle&id=1", [] },

        // History, identifiers and references vary by record.
        { "eutils/biopython__biopython/Tests_Entrez_esummary1.xml", "esummary.fcgi?db=pubmed&id=9500320", [] },
        { "eutils/dhimmel__pubmedpy/pubmedpy_tests_data_esummary.xml", "esummary.fcgi?db=pubmed&id=9500320", ["Item:History/", "Item:ArticleIds/", "Item:References/"] },

        // ViewCount was dropped by NCBI since the recording of 2012.
        { "eutils/Klortho__Eutils-JSON/samples_esummary.pubmed.xml", "esummary.fcgi?db=pubmed&id=9500320&version=2.0", ["ViewCount", "Reference/"] },
    };

    public void Dispose() => _client.Dispose();

    [SkippableTheory]
    [MemberData(nameof(JsonPairs))]
    public async Task A_json_answer_has_all_that_the_recorded_one_has(string file, string request, string[] leftOut)
    {
        var recorded = Path.Combine(ShippedData.RequireRecorded(), file);
        await using var server = await Replayed.ServerAsync(null, null, Articles);

        Assert.Empty(Shape.Missing(JsonNode.Parse(await File.ReadAllTextAsync(recorded)), await _client.JsonAsync(server.PubMedBaseUrl, request), leftOut));
    }

    [SkippableTheory]
    [MemberData(nameof(XmlPairs))]
    public async Task An_xml_answer_has_all_that_the_recorded_one_has(string file, string request, string[] leftOut)
    {
        var recorded = Path.Combine(ShippedData.RequireRecorded(), file);
        await using var server = await Replayed.ServerAsync(null, null, Articles);

        Assert.Empty(Shape.Missing(XElement.Parse(await File.ReadAllTextAsync(recorded)), await _client.XmlAsync(server.PubMedBaseUrl, request), leftOut));
    }

    [SkippableFact]
    public async Task The_quoted_errors_come_word_for_word()
    {
        var quoted = Path.Combine(ShippedData.RequireRecorded(), "quoted-errors");
        await using var server = await Replayed.ServerAsync(null, null, Articles);
        var session = await _client.JsonAsync(server.PubMedBaseUrl, "esearch.fcgi?db=pubmed&term=asthma&retmode=json&usehistory=y");
        using var many = new FormUrlEncodedContent([new("db", "pubmed"), new("retmode", "json"), new("id", string.Join(',', Enumerable.Range(1, 501)))]);
        using var tooMany = await _client.PostAsync(new Uri(server.PubMedBaseUrl, "esummary.fcgi"), many);
        using var outOfRange = await _client.GetAsync(new Uri(server.PubMedBaseUrl, $"efetch.fcgi?db=pubmed&retstart=1&query_key=1&WebEnv={session["esearchresult"]!["webenv"]}"));

        Assert.Equal(await Text("esearch-retstart-9999.raw-newline.json"), await _client.GetStringAsync(new Uri(server.PubMedBaseUrl, "esearch.fcgi?db=pubmed&term=asthma&retstart=9999&retmode=json")));
        Assert.Equal(await Text("esummary-too-many-uids.json"), await tooMany.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, outOfRange.StatusCode);
        Assert.Equal(await Text("efetch-history-out-of-range.http400.xml"), (await outOfRange.Content.ReadAsStringAsync()).TrimEnd());

        async Task<string> Text(string name) => (await File.ReadAllTextAsync(Path.Combine(quoted, name))).TrimEnd();
    }

    [SkippableFact]
    public async Task Recorded_works_come_back_as_recorded_in_an_envelope_of_the_same_shape()
    {
        var data = ShippedData.RequireRecorded();
        var index = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(data, "derived", "shared-index.json")))!.AsArray();
        var faults = new List<string>();
        var checkedAnswers = 0;
        foreach (var entry in index.Where(e => (string?)e!["status"] == "200" && (string?)e["cr"] is "work/ok" or "work-list/ok"))
        {
            var url = new Uri((string)entry!["url"]!);
            if (url.Host != "api.crossref.org" || !url.AbsolutePath.StartsWith("/works", StringComparison.Ordinal) || IsLeftOut(url.Query))
            {
                continue;
            }

            var text = await File.ReadAllTextAsync(Path.Combine(data, (string)entry["file"]!));
            await using var server = await Replayed.ServerAsync(null, null, text);
            using var answer = await _client.GetAsync(new Uri(server.CrossrefBaseUrl, url.PathAndQuery));
            var body = await answer.Content.ReadAsStringAsync();
            faults.AddRange((answer.IsSuccessStatusCode ? Compare(JsonNode.Parse(text)!, JsonNode.Parse(body)!) : [body]).Select(f => $"{url.PathAndQuery}: {f}"));
            checkedAnswers++;
        }

        Assert.Empty(faults);
        Assert.True(checkedAnswers >= 100, $"only {checkedAnswers} recordings compared");
    }

    /// <summary>Cursors of other sessions, and facets, which the replay refuses.</summary>
    private static bool IsLeftOut(string query) => query.Contains("cursor=Dn", StringComparison.Ordinal) || query.Contains("facet", StringComparison.Ordinal);

    private static IEnumerable<string> Compare(JsonNode recorded, JsonNode ours)
    {
        if ((string?)recorded["message-type"] == "work")
        {
            return Same(recorded["message"]!, ours["message"]!);
        }

        // Which works are found depends on the whole of Crossref; those found must be whole.
        var byDoi = recorded["message"]!["items"]!.AsArray().ToLookup(w => (string?)w!["DOI"], StringComparer.OrdinalIgnoreCase);
        var whole = (ours["message"]!["items"] as JsonArray ?? []).SelectMany(w => Same(byDoi[(string?)w!["DOI"]].First()!, w!));
        return whole.Concat(Shape.Missing(recorded, ours, ["$.message.items"]));
    }

    private static IEnumerable<string> Same(JsonNode recorded, JsonNode ours)
    {
        var (left, right) = ((JsonObject)recorded.DeepClone(), (JsonObject)ours.DeepClone());
        left.Remove("score");
        right.Remove("score");
        return JsonNode.DeepEquals(left, right) ? [] : [$"{recorded["DOI"]} differs"];
    }
}
