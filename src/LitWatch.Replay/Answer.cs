using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LitWatch.Replay;

/// <summary>An HTTP answer as a value, so that faults can cut or replace it before it is sent.</summary>
internal sealed record Answer(int Status, string ContentType, byte[] Body)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public static Answer Text(string body, string contentType = "text/plain;charset=utf-8", int status = 200) =>
        new(status, contentType, Encoding.UTF8.GetBytes(body));

    public static Answer Xml(string body, int status = 200) => Text(body, "text/xml; charset=UTF-8", status);

    public static Answer Html(string body, int status = 200) => Text(body, "text/html", status);

    public static Answer Json(JsonNode body, int status = 200, string contentType = "application/json") =>
        Text(body.ToJsonString(Plain), contentType, status);

    public Answer With(params IEnumerable<KeyValuePair<string, string>> headers)
    {
        var all = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        return this with { Headers = all };
    }
}
