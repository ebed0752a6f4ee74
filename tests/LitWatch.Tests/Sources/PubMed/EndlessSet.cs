using System.Text;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>A PubmedArticleSet that never ends, for what must not depend on its length.</summary>
internal sealed class EndlessSet : Stream
{
    public static readonly byte[] Record = Encoding.UTF8.GetBytes($"<PubmedArticle><MedlineCitation><PMID>1</PMID><Note>{new string('x', 2000)}</Note></MedlineCitation></PubmedArticle>");
    private byte[] rest = Encoding.UTF8.GetBytes("<PubmedArticleSet>");

    public int Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Given; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        rest = rest.Length > 0 ? rest : Record;
        var given = Math.Min(count, rest.Length);
        rest.AsSpan(0, given).CopyTo(buffer.AsSpan(offset));
        rest = rest[given..];
        Given += given;
        return given;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
