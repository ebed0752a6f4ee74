namespace LitWatch.Tests.Pipelines;

/// <summary>Real time, moved: what is due can be made to come without waiting, while timers and elapsed time stay real.</summary>
internal sealed class ShiftedTimeProvider(TimeSpan offset) : TimeProvider
{
    private long ticks = offset.Ticks;

    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref ticks));
        set => Interlocked.Exchange(ref ticks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
}
