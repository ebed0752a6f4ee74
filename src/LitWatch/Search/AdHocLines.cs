using System.Text.Json;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Strategies.Matching;

namespace LitWatch.Search;

/// <summary>
/// One line of a search that is told while it goes on. The first has the <see cref="Query"/>; each source has <see cref="Progress"/> and at its end <see cref="Source"/>;
/// each article is an <see cref="Article"/> with its <see cref="Spans"/>; the last has the <see cref="Outcome"/>: lines without one were cut off.
/// </summary>
internal sealed record AdHocLine
{
    public AdHocRequest? Query { get; init; }

    public AdHocProgress? Progress { get; init; }

    public AdHocSource? Source { get; init; }

    public Article? Article { get; init; }

    public IReadOnlyList<MatchSpan>? Spans { get; init; }

    public IReadOnlyList<string>? Alerts { get; init; }

    /// <summary>Articles of lines before that turned out to be this one.</summary>
    public IReadOnlyList<string>? Replaces { get; init; }

    public SearchOutcome? Outcome { get; init; }

    public string? Notice { get; init; }
}

/// <param name="Records">Delivered so far.</param>
internal sealed record AdHocProgress(string Source, int Records);

/// <summary>Writes the lines of one search.</summary>
/// <param name="isPartial">Articles as soon as a source has them, not once when all have ended.</param>
/// <param name="mark">Says what is known of articles; null where nobody asked.</param>
internal sealed class AdHocLines(
    AdHocRequest asked, IAsyncEnumerable<AdHocStep> steps, bool isPartial, Func<IReadOnlyList<AdHocArticle>, CancellationToken, Task<IReadOnlyList<AdHocArticle>>>? mark)
{
    private static readonly byte[] End = "\n"u8.ToArray();

    /// <summary>By record: the article it was sent with, and how many records that had.</summary>
    private readonly Dictionary<(string Source, string Id), (string Article, int Records)> sent = [];

    public async Task WriteAsync(Stream body, CancellationToken cancellationToken)
    {
        await WriteAsync(body, new AdHocLine { Query = asked }, cancellationToken);
        AdHocResult? result = null;
        await foreach (var step in steps.WithCancellation(cancellationToken))
        {
            await WriteAsync(body, new AdHocLine { Progress = new AdHocProgress(step.Source, step.Records) }, cancellationToken);
            if (step.Result is null)
            {
                continue;
            }

            result = step.Result;
            await WriteAsync(body, new AdHocLine { Source = result.Sources.Single(source => source.Source == step.Source) }, cancellationToken);
            if (isPartial)
            {
                await WriteAsync(body, result.Articles, cancellationToken);
            }
        }

        if (!isPartial)
        {
            await WriteAsync(body, result!.Articles, cancellationToken);
        }

        var outcome = result!.IsFailed ? SearchOutcome.Failed : result.IsComplete ? SearchOutcome.Complete : SearchOutcome.Incomplete;
        await WriteAsync(body, new AdHocLine { Outcome = outcome, Notice = NcbiNotice.For(result.Sources.Select(source => source.Source)) }, cancellationToken);
    }

    private async Task WriteAsync(Stream body, IReadOnlyList<AdHocArticle> articles, CancellationToken cancellationToken)
    {
        var fresh = articles.Where(found => !IsSent(found.Article)).ToList();
        foreach (var found in mark is null ? fresh : await mark(fresh, cancellationToken))
        {
            var records = found.Article.Records.Select(record => (record.Source, record.Id)).ToList();
            var before = records.Where(sent.ContainsKey).Select(record => sent[record].Article).Distinct(StringComparer.Ordinal).ToList();
            await WriteAsync(body, new AdHocLine { Article = found.Article, Spans = found.Spans, Alerts = found.Alerts, Replaces = before.Count > 0 ? before : null }, cancellationToken, isLast: false);
            records.ForEach(record => sent[record] = (found.Article.Id, records.Count));
        }

        await body.FlushAsync(cancellationToken);
    }

    private bool IsSent(Article article) =>
        article.Records.All(record => sent.TryGetValue((record.Source, record.Id), out var before) && before == (article.Id, article.Records.Count));

    private static async Task WriteAsync(Stream body, AdHocLine line, CancellationToken cancellationToken, bool isLast = true)
    {
        await JsonSerializer.SerializeAsync(body, line, SearchJson.Readable.AdHocLine, cancellationToken);
        await body.WriteAsync(End, cancellationToken);
        if (isLast)
        {
            await body.FlushAsync(cancellationToken);
        }
    }
}
