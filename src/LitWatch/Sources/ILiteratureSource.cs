using LitWatch.Articles;
using LitWatch.Strategies;

namespace LitWatch.Sources;

/// <summary>A database of the literature that answers a strategy over a window.</summary>
internal interface ILiteratureSource
{
    /// <summary>One of <see cref="SourceNames"/>.</summary>
    string Name { get; }

    /// <summary>The current day on the source's calendar. A window may reach into it, but never closes on it.</summary>
    DateOnly Today { get; }

    /// <summary>Whether the source asks for large jobs to be run at another time than now.</summary>
    bool IsPeak { get; }

    /// <summary>
    /// What <paramref name="strategy"/> asks this source, in the form a person can paste there. Used in certificates, <c>lint --query</c> and the page.
    /// </summary>
    IReadOnlyList<string> Queries(Strategy strategy);

    /// <summary>
    /// What the source has on <paramref name="strategy"/> within <paramref name="window"/> or (null) at all: of a large window the first part only,
    /// then <see cref="SearchTranscript.Rest"/> is what is left. Records come in batches as they arrive, one article a record, each with exactly one
    /// entry in <see cref="Article.Records"/>. Promises, answers as received, warnings and translations go to <paramref name="transcript"/>.
    /// </summary>
    /// <exception cref="SourceException">The source could not be asked, refused, or answered what cannot be understood.</exception>
    /// <exception cref="GateBusyException">The account's quota is taken for longer than is worth waiting.</exception>
    IAsyncEnumerable<IReadOnlyList<Article>> SearchAsync(Strategy strategy, SearchWindow? window, SearchTranscript transcript, CancellationToken cancellationToken);
}
