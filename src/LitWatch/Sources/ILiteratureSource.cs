using LitWatch.Articles;
using LitWatch.Strategies;

namespace LitWatch.Sources;

/// <summary>Whole days of a source's own calendar, both ends included.</summary>
internal sealed record SearchWindow(DateOnly From, DateOnly To);

/// <summary>A database of the literature that answers a strategy over a window.</summary>
internal interface ILiteratureSource
{
    /// <summary>One of <see cref="SourceNames"/>.</summary>
    string Name { get; }

    /// <summary>The current day on the source's calendar. A window may reach into it, but never closes on it.</summary>
    DateOnly Today { get; }

    /// <summary>
    /// What <paramref name="strategy"/> asks this source, in the form a person can paste there. Used in certificates, <c>lint --query</c> and the page.
    /// </summary>
    IReadOnlyList<string> Queries(Strategy strategy);

    /// <summary>
    /// Everything the source has on <paramref name="strategy"/>, within <paramref name="window"/> or (null) at all, in batches as they arrive.
    /// Promises, answers as received, warnings and translations go to <paramref name="transcript"/>.
    /// A batch's <see cref="SourceBatch.Through"/> says up to which day all batches so far are everything.
    /// </summary>
    /// <exception cref="SourceException">The source could not be asked, refused, or answered what cannot be understood.</exception>
    IAsyncEnumerable<SourceBatch> SearchAsync(Strategy strategy, SearchWindow? window, SearchTranscript transcript, CancellationToken cancellationToken);
}

/// <param name="Articles">Parsed records; one article a record, with exactly one entry in <see cref="Article.Records"/>.</param>
/// <param name="Through">The last day of the window that is fully delivered with this batch, or null in between.</param>
internal sealed record SourceBatch(IReadOnlyList<Article> Articles, DateOnly? Through = null);
