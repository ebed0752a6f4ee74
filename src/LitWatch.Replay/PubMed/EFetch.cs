using System.Text;
using System.Xml.Linq;

namespace LitWatch.Replay.PubMed;

/// <summary>EFetch: records as they are in the corpus. Unknown PMIDs are absent from the answer, without a word.</summary>
internal sealed class EFetch(PubMedIndex index, ReplayOptions options, SearchHistory history)
{
    private const string SetProlog = """
        <?xml version="1.0" ?>
        <!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">

        """;

    private const string IdProlog = """
        <?xml version="1.0" ?>
        <!DOCTYPE IdList PUBLIC "-//NLM//DTD efetch 20131226//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20131226/efetch.dtd">

        """;

    private const string ErrorProlog = """
        <?xml version="1.0" encoding="UTF-8" ?>
        <!DOCTYPE eEfetchResult PUBLIC "-//NLM//DTD efetch 20131226//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20131226/efetch.dtd">

        """;

    public Answer Respond(ReplayedRequest request)
    {
        if (RequestedRecords.IsTooLong(request))
        {
            return RequestedRecords.TooLong();
        }

        var db = request.NonEmpty("db") ?? "pubmed";
        if (!db.Equals("pubmed", StringComparison.OrdinalIgnoreCase))
        {
            return Error($"Invalid db name specified: {db}");
        }

        var requested = RequestedRecords.Of(request, history, options.SearchCap);
        if (requested.Error is { } error)
        {
            return Error(error);
        }

        var records = requested.Pmids.Select(index.Find).OfType<PubMedRecord>();
        return (request["rettype"]?.ToLowerInvariant(), request["retmode"]?.ToLowerInvariant() ?? "xml") switch
        {
            ("uilist", "xml") => Answer.Xml($"{IdProlog}{new XElement("IdList", records.Select(r => new XElement("Id", r.Pmid)))}"),
            ("uilist", _) => Answer.Text(string.Concat(records.Select(r => $"{r.Pmid}\n")), "text/plain; charset=UTF-8"),
            (_, "json") => Error("Unsupported retmode: json"),
            ("medline", "text") => Answer.Text(string.Join('\n', records.Select(MedlineText.Write)), "text/plain; charset=UTF-8"),
            (_, "text") => Answer.Text(string.Join("\n\n", records.Select(AbstractText)), "text/plain; charset=UTF-8"),
            _ => Set(records),
        };
    }

    private static Answer Set(IEnumerable<PubMedRecord> records)
    {
        var body = new StringBuilder(SetProlog).Append("<PubmedArticleSet>\n");
        foreach (var record in records)
        {
            body.Append(record.Xml).Append('\n');
        }

        return Answer.Xml(body.Append("</PubmedArticleSet>").ToString());
    }

    /// <summary>The quoted error: HTTP 400, and a DOCTYPE whose name differs from the root element's.</summary>
    private static Answer Error(string message) => XmlText.Document(ErrorProlog, new XElement("eFetchResult", "\n\t", new XElement("ERROR", message), "\n"), 400);

    private static string AbstractText(PubMedRecord record)
    {
        var summary = RecordSummary.Of(record);
        return $"1. {summary.Source}. {summary.PubDate}.\n\n{summary.Title}\n\n{string.Join(", ", summary.Authors)}\n\n{summary.Abstract}\n\nPMID: {record.Pmid}\n";
    }
}
