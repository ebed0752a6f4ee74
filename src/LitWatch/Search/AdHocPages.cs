using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Pages.Fetching;

namespace LitWatch.Search;

/// <summary>Enrichment of an ad hoc search. What cannot be read is told with the result; it makes no search incomplete, for a page adds to articles and finds none.</summary>
internal sealed class AdHocPages(PageReader pages)
{
    /// <summary>A page costs three requests or more, at one a second, and somebody waits.</summary>
    public const int MostPages = 10;

    /// <summary>Records of the pages of those articles that lack keywords or abstract.</summary>
    public async Task<SourceReply> ReadAsync(IReadOnlyList<Article> found, Action<int> progress, CancellationToken cancellationToken)
    {
        var lacking = found.Where(PageReader.IsLacking).Select(article => article.Doi!.Value).ToArray();
        var transcript = new SearchTranscript();
        var records = new List<Article>();
        var unread = new List<string>();
        foreach (var doi in lacking.Take(MostPages))
        {
            try
            {
                records.Add(await pages.ReadAsync(doi, transcript, cancellationToken));
                progress(records.Count);
            }
            catch (SourceException refused)
            {
                unread.Add($"doi {doi}: {refused.Message}");
            }
            catch (GateBusyException busy)
            {
                unread.Add($"doi {doi}: pages are being read for alerts; there is a slot in {busy.Wait.TotalSeconds:0} seconds.");
            }
        }

        if (lacking.Length > MostPages)
        {
            unread.Add($"{lacking.Length - MostPages} more were not asked for: an ad hoc search reads {MostPages} pages at most.");
        }

        return new SourceReply(new AdHocSource
        {
            Source = SourceNames.Page,
            Request = string.Join('\n', transcript.Requests),
            Outcome = unread.Count == 0 ? SearchOutcome.Complete : SearchOutcome.Incomplete,
            Why = unread,
            Promised = lacking.Length,
            Delivered = records.Count,
        }, records);
    }
}
