using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Sources;
using LitWatch.Sources.Pages.Fetching;
using LitWatch.Storage;
using Microsoft.Extensions.Logging;

namespace LitWatch.Alerts;

/// <summary>Asks for the page of an article that the databases describe without keywords or abstract.</summary>
/// <param name="Tries">How often it was tried before.</param>
internal sealed record PageDue(string Article, int Tries = 0)
{
    public const string Queue = "litwatch-pages";
}

/// <summary>
/// Enrichment of what an alert found, where the alert asks for it: the page becomes one more record of the article. A page that cannot be had changes nothing
/// of what was found and alarms nobody.
/// </summary>
internal sealed partial class ReadPage(
    ArticleStore articles, KeepRecord keep, PageReader pages, RawArchive archive, WorkQueues queues, ILogger<ReadPage> logger) : IQueueHandler<PageDue>
{
    /// <summary>Waits before the second try and the third; there is no fourth.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromHours(1), TimeSpan.FromHours(24)];

    public async Task RunAsync(PageDue message, CancellationToken cancellationToken)
    {
        if ((await articles.FindRootAsync(message.Article, cancellationToken))?.Merged() is not { Doi: { } doi } article || !PageReader.IsLacking(article))
        {
            return;
        }

        var kept = 0;
        var transcript = new SearchTranscript((answer, token) => archive.KeepAsync($"page-{article.Id}", ++kept, answer, token));
        try
        {
            await keep.RunAsync(await pages.ReadAsync(doi, transcript, cancellationToken), cancellationToken);
            LogRead(logger, doi);
        }
        catch (GateBusyException busy)
        {
            await queues.SendAsync(PageDue.Queue, message, AlertsJson.Default.PageDue, cancellationToken, busy.Wait);
        }
        catch (SourceException passing) when (passing.Retryable && message.Tries < Waits.Length)
        {
            LogPutOff(logger, doi, passing.Message);
            await queues.SendAsync(PageDue.Queue, message with { Tries = message.Tries + 1 }, AlertsJson.Default.PageDue, cancellationToken, Waits[message.Tries]);
        }
        catch (SourceException refused)
        {
            LogLeft(logger, doi, refused.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "The page of doi {Doi} was read")]
    private static partial void LogRead(ILogger logger, Doi doi);

    [LoggerMessage(LogLevel.Information, "The page of doi {Doi} is tried again later: {Why}")]
    private static partial void LogPutOff(ILogger logger, Doi doi, string why);

    [LoggerMessage(LogLevel.Warning, "The page of doi {Doi} cannot be read: {Why}")]
    private static partial void LogLeft(ILogger logger, Doi doi, string why);
}
