using System.Buffers;
using System.Runtime.ExceptionServices;

namespace LitWatch.Sources.PubMed;

/// <summary>A part of PubMed XML that is a document of its own: whole records between the tags of their set, or a document that was not divided.</summary>
/// <param name="buffer">Rented; goes back with <see cref="Dispose"/>.</param>
/// <param name="start">Where the document begins in <paramref name="buffer"/>.</param>
/// <param name="rest">What follows the buffer's bytes; null where they are all.</param>
/// <param name="broken">What reading on from <paramref name="rest"/> ran into.</param>
/// <param name="lines">How many lines of the source stand before the document, less those it repeats.</param>
internal sealed class PubMedPiece(byte[] buffer, int start, int end, Stream? rest, ExceptionDispatchInfo? broken, long lines) : IDisposable
{
    /// <summary>True where the end is not known, so the document may be of any size.</summary>
    public bool IsOpen => rest is not null;

    /// <summary>The source's line for a line of the document.</summary>
    public long Line(int line) => line + lines;

    public Stream Open()
    {
        var bytes = new MemoryStream(buffer, start, end - start, writable: false);
        return rest is null ? bytes : new Continued(bytes, rest, broken);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>Reads one stream, then the other, unless that is broken; closes neither.</summary>
    private sealed class Continued(Stream first, Stream then, ExceptionDispatchInfo? broken) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = first.Read(buffer);
            if (read > 0)
            {
                return read;
            }

            broken?.Throw();
            return then.Read(buffer);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
