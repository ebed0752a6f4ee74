using System.Collections.Concurrent;

namespace LitWatch.Sources.Http;

/// <summary>Keeps a process from having more requests under way than a source takes at once (<see cref="SourceCall.AtOnce"/>), however many searches run.</summary>
internal sealed class SourcePlaces
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> rooms = new(StringComparer.Ordinal);

    /// <summary>Null where the source sets no limit.</summary>
    public SemaphoreSlim? Of(SourceCall call) => call.AtOnce is { } places ? rooms.GetOrAdd(call.Source, _ => new SemaphoreSlim(places)) : null;
}
