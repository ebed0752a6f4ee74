using System.Collections.Concurrent;

namespace LitWatch.Sources.Http;

/// <summary>Keeps a process from having more requests under way than a source takes at once, however many searches run.</summary>
internal sealed class SourcePlaces(AnnouncedLimits limits)
{
    private readonly ConcurrentDictionary<(string Source, int Places), SemaphoreSlim> rooms = new();

    /// <summary>Null where the source sets no limit. A limit that changed has another room; those in the old one finish there.</summary>
    public SemaphoreSlim? Of(SourceCall call) => limits.AtOnce(call) is { } places ? rooms.GetOrAdd((call.Source, places), _ => new SemaphoreSlim(places)) : null;
}
