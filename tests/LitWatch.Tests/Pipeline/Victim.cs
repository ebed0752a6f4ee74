using System.Diagnostics;

namespace LitWatch.Tests.Pipelines;

/// <summary>A process that is killed at its <see cref="KillPoint"/>, at the moment storage has done the step and before the process learns of it.</summary>
/// <param name="point">Null lets it live.</param>
internal sealed class Victim(string prefix, KillPoint? point) : IStorageWatcher
{
    private readonly Lock turn = new();
    private readonly List<string> writes = [];
    private LitWatchProcess? process;
    private StorageRequest? last;
    private int steps;
    private bool isDead;

    public string Prefix => prefix;

    public KillPoint? Point => point;

    public bool IsDead
    {
        get
        {
            lock (turn)
            {
                return isDead;
            }
        }
    }

    /// <summary>What it wrote, in order.</summary>
    public IReadOnlyList<string> Writes
    {
        get
        {
            lock (turn)
            {
                return [.. writes];
            }
        }
    }

    /// <summary>When it died, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long DiedAt { get; private set; }

    public void Runs(LitWatchProcess running)
    {
        lock (turn)
        {
            process = running;
        }
    }

    public bool MayPass(StorageRequest request)
    {
        lock (turn)
        {
            if (isDead)
            {
                return false;
            }

            if (point?.IsStep(request, prefix) == true && ++steps == point.Nth)
            {
                if (point.Before)
                {
                    Die();
                    return false;
                }

                last = request;
            }

            return true;
        }
    }

    public bool MayAnswer(StorageRequest request, int status)
    {
        lock (turn)
        {
            if (request.IsWrite(prefix))
            {
                writes.Add($"{request.Method} {request.Resource(prefix)} {status}");
            }

            if (ReferenceEquals(request, last))
            {
                Die();
            }

            return !isDead;
        }
    }

    private void Die()
    {
        process!.Kill();
        (isDead, DiedAt) = (true, Stopwatch.GetTimestamp());
    }
}
