using System.Text;
using System.Text.Json.Serialization;
using LitWatch.Sources.Files;

namespace LitWatch.Digests;

/// <summary>A file that goes with a digest: its new articles for another program.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DigestAttachment>))]
internal enum DigestAttachment
{
    /// <summary>For spreadsheets.</summary>
    [JsonStringEnumMemberName("csv")]
    Csv,

    /// <summary>For reference managers.</summary>
    [JsonStringEnumMemberName("ris")]
    Ris,
}

/// <param name="Name">As the recipient sees it, e.g. <c>litwatch-2026-11-23.csv</c>.</param>
internal sealed record AttachedFile(string Name, string Type, byte[] Content)
{
    /// <summary>The files of a digest; none when nothing is new.</summary>
    public static IReadOnlyList<AttachedFile> Of(DigestManifest manifest) => manifest.NewCount() == 0 ? [] : [.. manifest.Attach.Order().Select(kind => Of(manifest, kind))];

    private static AttachedFile Of(DigestManifest manifest, DigestAttachment kind)
    {
        var articles = manifest.Alerts.SelectMany(alert => alert.New).Select(line => line.Article);
        var name = $"litwatch-{manifest.Slot.UtcDateTime:yyyy-MM-dd}";
        return kind switch
        {
            // Excel takes UTF-8 for what it is only with a byte order mark.
            DigestAttachment.Csv => new($"{name}.csv", "text/csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(ArticleFormat.Csv(articles))]),
            _ => new($"{name}.ris", "application/x-research-info-systems", Encoding.UTF8.GetBytes(ArticleFormat.Ris(articles))),
        };
    }
}
