namespace LitWatch.Local.Loops;

/// <summary>One tick of a timer, in a scope of its own.</summary>
internal sealed class TimerTick(IServiceScopeFactory scopes, QueueActivity activity)
{
    public async Task RunAsync(TimerEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await entry.RunAsync(scope.ServiceProvider, cancellationToken);
        }
        finally
        {
            activity.Nudge();
        }
    }
}
