using LitWatch.Tests.Histories.Memory;

namespace LitWatch.Tests.Histories;

/// <summary>The process died: nothing that it began gets any further.</summary>
internal sealed class CrashException() : Exception("The process died.");

/// <summary>One handler at work; after its crash every call of it fails.</summary>
internal sealed class Worker
{
    private static readonly AsyncLocal<Worker?> Running = new();

    /// <summary>Null when people act, who do not crash.</summary>
    public static Worker? Current
    {
        get => Running.Value;
        set => Running.Value = value;
    }

    public bool IsDead { get; set; }

    /// <summary>It had its turn while another one waited for storage.</summary>
    public bool IsNested { get; init; }
}

/// <summary>What happens between any two steps of a worker: crashes before or after the call, other workers' turns, stalls; and the planted bug.</summary>
internal sealed class Weather(Trouble trouble, World world) : IStorageWeather
{
    private readonly HashSet<string> hitOnce = new(StringComparer.Ordinal);

    public bool IsCalm { get; set; }

    /// <summary>The referee looks: what is there is shown.</summary>
    public bool IsOver { get; set; }

    public async ValueTask BeforeAsync(IReadOnlyList<StorageStep> call)
    {
        if (Worker.Current is not { } worker)
        {
            return;
        }

        if (worker.IsDead)
        {
            throw new CrashException();
        }

        world.Pass(TimeSpan.FromMilliseconds(5));
        if (IsCalm)
        {
            return;
        }

        if (world.Chance(trouble.Stall))
        {
            world.Pass(TimeSpan.FromSeconds(world.Draw(10, 600)));
        }

        if (!worker.IsNested && world.Chance(trouble.Interleave))
        {
            await world.OtherWorkerAsync();
        }

        CrashPerhaps(worker);
    }

    public void After(IReadOnlyList<StorageStep> call)
    {
        if (!IsCalm && Worker.Current is { } worker)
        {
            CrashPerhaps(worker);
        }
    }

    public bool IsLost(StorageStep step) => !IsOver && world.Planted.Loses(step, hitOnce);

    public bool IsUnconditional(StorageStep step) => world.Planted.Overrides(step);

    private void CrashPerhaps(Worker worker)
    {
        if (world.Chance(trouble.Crash))
        {
            worker.IsDead = true;
            throw new CrashException();
        }
    }
}
