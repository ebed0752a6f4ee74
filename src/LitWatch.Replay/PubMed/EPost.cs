using System.Xml.Linq;

namespace LitWatch.Replay.PubMed;

/// <summary>EPost: puts ids on the history server. XML only, like the real one.</summary>
internal sealed class EPost(SearchHistory history)
{
    private const string Prolog = """
        <?xml version="1.0" encoding="UTF-8" ?>
        <!DOCTYPE ePostResult PUBLIC "-//NLM//DTD epost 20090526//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20090526/epost.dtd">
        """;

    public Answer Respond(ReplayedRequest request)
    {
        if (RequestedRecords.IsTooLong(request))
        {
            return RequestedRecords.TooLong();
        }

        var given = (request["id"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var ids = given.Where(id => id.All(char.IsAsciiDigit)).ToList();
        var result = new XElement("ePostResult");
        if (ids.Count == 0)
        {
            result.Add(new XElement("ERROR", "Empty ID list; Nothing to store"));
        }

        if (ids.Count < given.Length)
        {
            result.Add(new XElement("ERROR", "Some IDs have invalid value and were omitted. Maximum ID value 18446744073709551615"));
        }

        if (ids.Count > 0)
        {
            var (webEnv, key) = history.Add(request.NonEmpty("WebEnv"), ids);
            result.AddFirst(new XElement("QueryKey", key), new XElement("WebEnv", webEnv));
        }

        return XmlText.Document(Prolog, result);
    }
}
