using System.Text.Json;
using LitWatch.Articles;

namespace LitWatch.Sources.Crossref;

/// <param name="Total">Works in the whole result set.</param>
/// <param name="NextCursor">For the next page. Successive pages may name the same one: it stands for the result set, so it never tells the end.</param>
internal sealed record CrossrefPage(int Total, IReadOnlyList<Article> Works, string? NextCursor)
{
    /// <summary>Reads an answer that <see cref="CrossrefAnswer.Check"/> let pass.</summary>
    public static CrossrefPage Read(SourceAnswer answer, SearchTranscript transcript)
    {
        using var page = CrossrefAnswer.Parse(answer);
        var message = page.RootElement.Member("message") ?? default;
        var report = new ParseReport();
        var items = message.Many("items").ToList();
        var named = items.Where(item => item.ValueKind == JsonValueKind.Object && !string.IsNullOrWhiteSpace(item.Text("DOI"))).ToList();
        if (named.Count < items.Count)
        {
            report.Warn($"{items.Count - named.Count} works came without a DOI and do not count as delivered.");
        }

        var works = named.Select(work => CrossrefJson.ToArticle(work, report, answer.ReceivedAt)).ToList();
        foreach (var warning in report.Warnings)
        {
            transcript.Warn($"Crossref: {warning}");
        }

        return new CrossrefPage(message.Member("total-results") is { } total ? JsonText.Number(total) ?? 0 : 0, works, message.Text("next-cursor"));
    }
}
