using System.Runtime.ExceptionServices;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// Parses the pieces of a stream side by side and hands out their articles in order. In memory are twice as many pieces as threads, of about 128 KB XML each:
/// one being parsed and one that waits for its turn.
/// </summary>
internal sealed class PubMedParallel(Stream stream, ParseReport report, int threads, DateTimeOffset? retrieved)
{
    private readonly Stack<PubMedWalk> idle = new(Enumerable.Range(0, threads * 2).Select(_ => new PubMedWalk(new RecurringText())));
    private readonly TaskFactory workers = new(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler);

    public IEnumerable<Article> Read()
    {
        using var pieces = PubMedPieces.Of(stream).GetEnumerator();
        var turns = new Queue<IEnumerable<Article>>();
        while (true)
        {
            while (idle.Count > 0 && pieces.MoveNext())
            {
                turns.Enqueue(Turn(pieces.Current, idle.Pop()));
            }

            if (!turns.TryDequeue(out var turn))
            {
                yield break;
            }

            foreach (var article in turn)
            {
                yield return article;
            }
        }
    }

    /// <summary>Starts on the piece at once, unless nobody knows how long it is: that one is read when its turn has come.</summary>
    private IEnumerable<Article> Turn(PubMedPiece piece, PubMedWalk walk) =>
        piece.IsOpen ? PubMedXml.Read(piece, walk, report, retrieved) : Wait(workers.StartNew(() => Parse(piece, walk)), walk);

    private IEnumerable<Article> Wait(Task<Parsed> task, PubMedWalk walk)
    {
        var parsed = task.GetAwaiter().GetResult();
        idle.Push(walk);
        report.Add(parsed.Report);
        foreach (var article in parsed.Articles)
        {
            yield return article;
        }

        parsed.Fault?.Throw();
    }

    private Parsed Parse(PubMedPiece piece, PubMedWalk walk)
    {
        var parsed = new Parsed([], new ParseReport());
        try
        {
            parsed.Articles.AddRange(PubMedXml.Read(piece, walk, parsed.Report, retrieved));
            return parsed;
        }
        catch (SourceException fault)
        {
            return parsed with { Fault = ExceptionDispatchInfo.Capture(fault) };
        }
    }

    private sealed record Parsed(List<Article> Articles, ParseReport Report)
    {
        public ExceptionDispatchInfo? Fault { get; init; }
    }
}
