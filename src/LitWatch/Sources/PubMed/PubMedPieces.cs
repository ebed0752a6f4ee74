using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Text;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// Divides a stream of PubMed XML between records, and between documents where files were joined one after another (each with its own prolog, or after
/// white space, which an XML reader takes for an error). Every piece is a document, so an XML reader judges all of it as strictly as the whole.
/// What cannot be divided (other encodings than UTF-8, an internal DTD, tags that do not match, a record of more than 16 MB) is one open piece to the end.
/// </summary>
internal sealed class PubMedPieces
{
    private const int PieceSize = 256 * 1024;
    private const int LargestPiece = 16 * 1024 * 1024;

    /// <summary>Left free at the buffer's end for the tag that closes the set.</summary>
    private const int Slack = 64;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private static readonly string[] Sets = ["PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet"];

    private static readonly byte[] PubmedEnd = [.. "</Pubmed"u8];
    private static readonly byte[] MedlineEnd = [.. "</MedlineCitation"u8];

    private readonly Stream stream;
    private readonly Stack<Range> open = new();
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
    private int filled;
    private bool isStreamAtEnd;
    private ExceptionDispatchInfo? broken;

    /// <summary>Where the document of this piece begins in the buffer, and from where on its markup is unread.</summary>
    private int start;
    private int at;

    /// <summary>The end of the last whole record; 0 before the first.</summary>
    private int cut;

    /// <summary>Everything up to and with the tag that opens the set, which each piece of it repeats; empty outside of sets.</summary>
    private byte[] head = [];
    private Range headName;

    /// <summary>How the tags begin that end a record of the set, or the set.</summary>
    private byte[] recordEnd = PubmedEnd;

    /// <summary>How many bytes at the buffer's beginning are <see cref="head"/>, repeated, and how many lines the stream had up to what follows them.</summary>
    private int repeated;
    private long lines;
    private bool isFirst = true;
    private bool isDone;

    private PubMedPieces(Stream stream) => this.stream = stream;

    /// <summary>The pieces in order. Each holds a rented buffer and is to be disposed.</summary>
    public static IEnumerable<PubMedPiece> Of(Stream stream)
    {
        var pieces = new PubMedPieces(stream);
        while (pieces.Next() is { } piece)
        {
            yield return piece;
        }
    }

    private PubMedPiece? Next()
    {
        if (isDone)
        {
            return null;
        }

        Fill();
        if (head.Length == 0 && !SkipSpace())
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return null;
        }

        while (true)
        {
            switch (Step())
            {
                case Markup.EndTag or Markup.EmptyTag when open.Count == 0:
                    return UpTo(at, isSetOpen: false);
                case Markup.EndTag or Markup.EmptyTag when open.Count == 1 && head.Length > 0:
                    cut = at;
                    break;
                case Markup.Unfinished when cut > 0 && !isStreamAtEnd:
                    return UpTo(cut, isSetOpen: true);
                case Markup.Unfinished when !isStreamAtEnd && buffer.Length < LargestPiece:
                    Grow();
                    break;
                case Markup.Unfinished or Markup.Unknown:
                    return Rest();
            }
        }
    }

    private Markup Step() => head.Length > 0 ? StepInSet() : StepOutside();

    /// <summary>
    /// Inside a set only the ends of its records and of itself matter, and what may hide such a tag (comments, CDATA, instructions): the rest is for the XML reader
    /// to judge, which is given all of it.
    /// </summary>
    private Markup StepInSet()
    {
        while (true)
        {
            var bytes = buffer.AsSpan(at..filled);
            var end = bytes.IndexOf(recordEnd);
            var before = end < 0 ? bytes : bytes[..end];
            var hiding = before.IndexOf("<!"u8);
            var instruction = (hiding < 0 ? before : before[..hiding]).IndexOf("<?"u8);
            var place = instruction >= 0 ? instruction : hiding >= 0 ? hiding : end;
            if (place < 0)
            {
                return Markup.Unfinished;
            }

            var markup = XmlMarkup.At(bytes[place..], out var length);
            if (markup is Markup.Unfinished or Markup.Unknown)
            {
                return markup;
            }

            at += place + length;
            if (place != end)
            {
                continue;
            }

            var name = XmlMarkup.Name(bytes.Slice(place, length));
            if (name.SequenceEqual(head.AsSpan(headName)))
            {
                open.Clear();
                return markup;
            }

            if (name.SequenceEqual("PubmedArticle"u8) || name.SequenceEqual("PubmedBookArticle"u8) || name.SequenceEqual("MedlineCitation"u8))
            {
                return markup;
            }
        }
    }

    /// <summary>Reads the next markup, and what it says of the elements that are open.</summary>
    private Markup StepOutside()
    {
        var next = buffer.AsSpan(at..filled).IndexOf((byte)'<');
        if (open.Count == 0 && !IsSpace(buffer.AsSpan(at, next < 0 ? filled - at : next)))
        {
            return Markup.Unknown;
        }

        at = next < 0 ? filled : at + next;
        var bytes = buffer.AsSpan(at..filled);
        var markup = XmlMarkup.At(bytes, out var length);
        switch (markup)
        {
            case Markup.Declaration when at != start || !IsUtf8(bytes[..length]):
            case Markup.DocumentType when open.Count > 0:
            case Markup.EndTag when open.Count == 0 || !XmlMarkup.Name(bytes[..length]).SequenceEqual(buffer.AsSpan(open.Pop())):
                return Markup.Unknown;
            case Markup.StartTag:
                var name = (at + 1)..(at + 1 + XmlMarkup.Name(bytes[..length]).Length);
                if (open.Count == 0 && Sets.Contains(Encoding.UTF8.GetString(buffer.AsSpan(name))))
                {
                    head = buffer[start..(at + length)];
                    headName = (name.Start.Value - start)..(name.End.Value - start);
                    recordEnd = buffer[name.Start.Value] == 'M' ? MedlineEnd : PubmedEnd;
                }

                open.Push(name);
                break;
        }

        at += length;
        return markup;
    }

    /// <summary>The piece that ends at <paramref name="end"/>; what follows it becomes the beginning of the next.</summary>
    private PubMedPiece UpTo(int end, bool isSetOpen)
    {
        var (full, left) = (buffer, filled - end);
        var before = LinesBefore();
        lines += Lines(full.AsSpan(repeated..end));
        head = isSetOpen ? head : [];
        repeated = head.Length;
        buffer = ArrayPool<byte>.Shared.Rent(Math.Max(PieceSize, repeated + left + Slack));
        head.CopyTo(buffer, 0);
        full.AsSpan(end, left).CopyTo(buffer.AsSpan(repeated));
        if (isSetOpen)
        {
            end += Encoding.UTF8.GetBytes($"</{Encoding.UTF8.GetString(head.AsSpan(headName))}>", full.AsSpan(end));
        }

        var piece = new PubMedPiece(full, start, end, rest: null, broken: null, before);
        (start, at, cut, filled, isFirst) = (0, repeated, 0, repeated + left, false);
        open.Clear();
        if (isSetOpen)
        {
            open.Push(headName);
        }

        return piece;
    }

    /// <summary>All that is left as one piece. Comments after the last document have none of their own: they follow an empty set.</summary>
    private PubMedPiece Rest()
    {
        isDone = true;
        var before = LinesBefore();
        if (!isFirst && isStreamAtEnd && head.Length == 0 && open.Count == 0)
        {
            var empty = "<PubmedArticleSet/>"u8;
            var after = ArrayPool<byte>.Shared.Rent(empty.Length + filled - start);
            empty.CopyTo(after);
            buffer.AsSpan(start..filled).CopyTo(after.AsSpan(empty.Length));
            ArrayPool<byte>.Shared.Return(buffer);
            (buffer, start, filled) = (after, 0, empty.Length + filled - start);
        }

        return new PubMedPiece(buffer, start, filled, stream, broken, before);
    }

    /// <summary>Goes to the beginning of a document; false when none follows. Even an empty stream has a first one, for the XML reader to refuse.</summary>
    private bool SkipSpace()
    {
        while (true)
        {
            if (filled - start < ByteOrderMark.Length && !isStreamAtEnd)
            {
                lines += Lines(buffer.AsSpan(..start));
                buffer.AsSpan(start..filled).CopyTo(buffer);
                (start, filled) = (0, filled - start);
                Fill();
            }

            var space = buffer.AsSpan(start..filled) switch
            {
                var text when text.StartsWith(ByteOrderMark) => ByteOrderMark.Length,
                [(byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..] => 1,
                _ => 0,
            };
            start += space;
            if (space == 0)
            {
                at = start;
                return start < filled || isFirst || broken is not null;
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(..filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
        Fill();
    }

    private void Fill()
    {
        while (!isStreamAtEnd && filled < buffer.Length - Slack)
        {
            var read = Read(buffer.AsSpan(filled..^Slack));
            isStreamAtEnd = read == 0;
            filled += read;
        }
    }

    /// <summary>A stream that breaks ends here, so that the articles before the break are read; the last piece tells the fault.</summary>
    private int Read(Span<byte> bytes)
    {
        try
        {
            return stream.Read(bytes);
        }
        catch (Exception fault)
        {
            broken = ExceptionDispatchInfo.Capture(fault);
            return 0;
        }
    }

    private long LinesBefore() => lines + Lines(buffer.AsSpan(repeated..Math.Max(repeated, start))) - Lines(head.AsSpan(..repeated));

    private static int Lines(ReadOnlySpan<byte> bytes) => bytes.Count((byte)'\n');

    private static bool IsSpace(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept(" \t\r\n"u8);

    private static bool IsUtf8(ReadOnlySpan<byte> declaration)
    {
        var text = Encoding.ASCII.GetString(declaration);
        return !text.Contains("encoding", StringComparison.Ordinal) || text.Contains("utf-8", StringComparison.OrdinalIgnoreCase);
    }
}
