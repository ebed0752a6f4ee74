using System.Runtime.ExceptionServices;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// Parses the pieces of a stream on several threads and hands out their articles in order. Who reads is one of the threads: while the next articles are not
/// ready it parses a piece itself, so threads seldom wait for one another. At most two pieces a thread, of about 256 KB XML each, are ahead.
/// </summary>
internal sealed class PubMedParallel(Stream stream, ParseReport report, int threads, DateTimeOffset? retrieved)
{
    private readonly int most = threads * 2;
    private readonly Lock dividing = new();
    private readonly IEnumerator<PubMedPiece> pieces = PubMedPieces.Of(stream).GetEnumerator();

    /// <summary>Pieces begun, in the order of the stream. It is the lock of all fields below; who changes one of them wakes the others.</summary>
    private readonly Queue<Turn> turns = new();
    private volatile bool isOver;

    public IEnumerable<Article> Read()
    {
        var helpers = Enumerable.Range(1, threads - 1).Select(_ => Task.Factory.StartNew(Help, TaskCreationOptions.LongRunning)).ToArray();
        var walk = NewWalk();
        try
        {
            while (Next(walk) is { } turn)
            {
                report.Add(turn.Report);
                foreach (var article in turn.Articles)
                {
                    yield return article;
                }

                turn.Fault?.Throw();
            }
        }
        finally
        {
            Change(() => isOver = true);
            Task.WaitAll(helpers);
            pieces.Dispose();
        }
    }

    private static PubMedWalk NewWalk() => new(new RecurringText());

    /// <summary>The first turn, once it is done; null after the last.</summary>
    private Turn? Next(PubMedWalk walk)
    {
        while (!IsFirstDone() && Begin() is { } begun)
        {
            Work(begun, walk);
        }

        lock (turns)
        {
            while (turns.TryPeek(out var first) && !first.IsDone)
            {
                Monitor.Wait(turns);
            }

            Monitor.PulseAll(turns);
            return turns.TryDequeue(out var done) ? done : null;
        }
    }

    private bool IsFirstDone()
    {
        lock (turns)
        {
            return turns.TryPeek(out var first) && first.IsDone;
        }
    }

    private void Help()
    {
        var walk = NewWalk();
        do
        {
            while (Begin() is { } begun)
            {
                Work(begun, walk);
            }
        }
        while (IsRoom());
    }

    /// <summary>Waits until another piece may be begun; false when none will be.</summary>
    private bool IsRoom()
    {
        lock (turns)
        {
            while (!isOver && turns.Count >= most)
            {
                Monitor.Wait(turns);
            }

            return !isOver;
        }
    }

    /// <summary>A turn for the caller to work on; null when enough is ahead, or all was begun. Dividing takes a small part of the time that parsing takes.</summary>
    private Turn? Begin()
    {
        lock (dividing)
        {
            var turn = new Turn();
            lock (turns)
            {
                if (isOver || turns.Count >= most)
                {
                    return null;
                }

                turns.Enqueue(turn);
            }

            try
            {
                turn.Piece = pieces.MoveNext() ? pieces.Current : null;
            }
            catch (Exception fault)
            {
                turn.Fault = ExceptionDispatchInfo.Capture(fault);
            }

            isOver |= turn.Piece is null;
            return turn;
        }
    }

    private void Work(Turn turn, PubMedWalk walk)
    {
        try
        {
            if (turn.Piece is { } piece)
            {
                Parse(piece, walk, turn);
            }
        }
        catch (Exception fault)
        {
            turn.Fault = ExceptionDispatchInfo.Capture(fault);
        }

        Change(() => turn.IsDone = true);
    }

    /// <summary>A piece of unknown size, which is always the last, is parsed as it is read.</summary>
    private void Parse(PubMedPiece piece, PubMedWalk walk, Turn turn)
    {
        if (piece.IsOpen)
        {
            turn.Articles = PubMedXml.Read(piece, NewWalk(), report, retrieved);
            return;
        }

        var articles = new List<Article>();
        turn.Articles = articles;
        articles.AddRange(PubMedXml.Read(piece, walk, turn.Report, retrieved));
    }

    private void Change(Action change)
    {
        lock (turns)
        {
            change();
            Monitor.PulseAll(turns);
        }
    }

    private sealed class Turn
    {
        public IEnumerable<Article> Articles { get; set; } = [];

        public ParseReport Report { get; } = new();

        public ExceptionDispatchInfo? Fault { get; set; }

        public PubMedPiece? Piece { get; set; }

        public bool IsDone { get; set; }
    }
}
