using System.Runtime.CompilerServices;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Strategies;

namespace LitWatch.Tests.Histories;

/// <summary>A source that serves a plan's records from when they are visible, and fails as the plan says. It notes each search that lacked something.</summary>
internal sealed class ModelSource(string name, Plan plan, World world) : ILiteratureSource
{
    /// <summary>Searches, by strategy and beginning, that did not give everything.</summary>
    public HashSet<(string Strategy, DateTimeOffset At)> Lacking { get; } = [];

    public string Name => name;

    public DateOnly Today => DateOnly.FromDateTime(world.Now.UtcDateTime);

    public bool IsPeak => false;

    public IReadOnlyList<string> Queries(Strategy strategy) => [StrategyText.Short(strategy)];

    public async IAsyncEnumerable<IReadOnlyList<Article>> SearchAsync(
        Strategy strategy, SearchWindow? window, SearchTranscript transcript, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (now, days) = (world.Now, window!);
        var fault = world.SourceFault(name);
        if (fault == SourceTrouble.Busy)
        {
            throw new GateBusyException(name, TimeSpan.FromMinutes(1));
        }

        if (fault is SourceTrouble.Down or SourceTrouble.Short or SourceTrouble.Breaks)
        {
            Lacking.Add((StrategyHash.Of(strategy), now));
        }

        if (fault == SourceTrouble.Down && world.Planted != Planted.OutageTakenForNothing)
        {
            throw new SourceException(name, "The source is down.");
        }

        if (fault == SourceTrouble.Down)
        {
            yield break;
        }

        if (fault == SourceTrouble.Parts && days.Days() > 2)
        {
            var first = days.First(world.Draw(1, days.Days()));
            transcript.Leave(days.After(first.To));
            days = first;
        }

        if (world.Planted == Planted.NothingSearchedAgain && days.Days() > 2)
        {
            days = days with { From = days.To.AddDays(-1) };
        }

        var topic = world.TopicOf(strategy);
        PlannedRecord[] found = [.. plan.Records.Where(record => record.Source == name && record.VisibleAt <= now && topic.Matches(plan.Works[record.Work].Topic)
            && (days.By == WindowDate.Created ? days.Contains(record.Created) : record.Stamps(now).Any(days.Contains)))];
        await transcript.KeepAsync(new SourceAnswer("search", new SourceRequest("GET", $"https://{name}.test/"), 200, "text/plain", BinaryData.FromString(string.Join(' ', found.Select(record => record.Id))).ToMemory(), now), cancellationToken);
        var delivered = fault is SourceTrouble.Short or SourceTrouble.Breaks ? found[..(found.Length / 2)] : found;
        var isHushed = fault == SourceTrouble.Short && world.Planted == Planted.ShortTakenForWhole;
        transcript.Promise((isHushed ? delivered : found).Select(record => record.Id));
        if (fault == SourceTrouble.Short && !isHushed)
        {
            transcript.FallShort("The source says that it has more.");
        }

        foreach (var batch in delivered.Chunk(2))
        {
            transcript.Deliver(batch.Select(record => record.Id));
            yield return [.. batch.Select(record => record.At(now))];
        }

        if (fault == SourceTrouble.Breaks)
        {
            throw new SourceException(name, "The source broke off.");
        }
    }
}

internal enum SourceTrouble
{
    None,

    /// <summary>The first days only; the rest is left to be handed on. Nothing lacks.</summary>
    Parts,
    Busy,
    Down,
    Short,
    Breaks,
}
