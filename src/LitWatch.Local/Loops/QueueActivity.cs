namespace LitWatch.Local.Loops;

/// <summary>What the loops of this host are doing: how many messages are in flight, whether anything moved since, and a nudge for those that wait.</summary>
internal sealed class QueueActivity
{
    private TaskCompletionSource nudge = NewNudge();
    private int inFlight;
    private long version;

    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>Changes whenever a message begins or ends.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>Ends at the next <see cref="Nudge"/>; take it before looking into the queue, so that none is lost.</summary>
    public Task Nudged => Volatile.Read(ref nudge).Task;

    /// <summary>Something that may have sent messages has ended: loops that wait look at once.</summary>
    public void Nudge() => Interlocked.Exchange(ref nudge, NewNudge()).SetResult();

    public void Begin()
    {
        Interlocked.Increment(ref inFlight);
        Interlocked.Increment(ref version);
    }

    public void End()
    {
        Interlocked.Decrement(ref inFlight);
        Interlocked.Increment(ref version);
        Nudge();
    }

    private static TaskCompletionSource NewNudge() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
