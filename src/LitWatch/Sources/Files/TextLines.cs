using System.Text;
using LitWatch.Articles;

namespace LitWatch.Sources.Files;

/// <summary>
/// The lines of a text file that came from anywhere: UTF-8, UTF-16 with a byte order mark, and Windows-1252 wherever bytes are no UTF-8; ended by
/// LF, CRLF or CR. Holds one line in memory, and refuses what no record of literature comes near, so that no file can exhaust it.
/// </summary>
internal sealed class TextLines : IDisposable
{
    /// <summary>In characters. The longest line seen in exports of databases has some 25 thousand.</summary>
    public const int LongestLine = 1024 * 1024;

    /// <summary>In characters. Papers of thousands of authors, each with affiliations, reach one or two million.</summary>
    public const int LargestRecord = 16 * 1024 * 1024;

    private const char ByteOrderMark = '\uFEFF';

    private readonly Windows1252Fallback fallback = new();
    private readonly StringBuilder line = new();
    private readonly char[] buffer = new char[16 * 1024];
    private readonly StreamReader reader;
    private readonly ParseReport report;
    private (int At, int End) unread;
    private string? peeked;
    private int charactersOfRecord = -1;
    private bool isLineFeedPart;
    private bool isFallbackTold;

    /// <param name="stream">Stays open when this is disposed.</param>
    public TextLines(Stream stream, ParseReport report)
    {
        var utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, fallback);
        reader = new StreamReader(stream, utf8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        this.report = report;
    }

    /// <summary>The number of the line that <see cref="Next"/> gave last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line without its end; null after the last.</summary>
    /// <exception cref="SourceException">It is longer than <see cref="LongestLine"/>, or the record than <see cref="LargestRecord"/>.</exception>
    public string? Next()
    {
        var next = peeked ?? ReadLine();
        peeked = null;
        if (next is null)
        {
            return null;
        }

        Number++;
        if (charactersOfRecord >= 0 && (charactersOfRecord += next.Length) > LargestRecord)
        {
            throw Fault($"The record before line {Number} is longer than {LargestRecord} characters: this cannot be one article.");
        }

        return next;
    }

    /// <summary>The line that <see cref="Next"/> will give.</summary>
    /// <exception cref="SourceException">As <see cref="Next"/>.</exception>
    public string? Peek() => peeked ??= ReadLine();

    /// <summary>The first line from here on that is not blank; those before it are passed over.</summary>
    public string? PeekText()
    {
        while (Peek() is { } blank && string.IsNullOrWhiteSpace(blank))
        {
            Next();
        }

        return Peek();
    }

    /// <summary>A record begins with the line given last.</summary>
    public void BeginRecord() => charactersOfRecord = 0;

    public void Dispose() => reader.Dispose();

    private static SourceException Fault(string message) => new(SourceNames.Import, message, retryable: false);

    private string? ReadLine()
    {
        line.Clear();
        while (Fill())
        {
            var rest = buffer.AsSpan(unread.At..unread.End);
            if (isLineFeedPart)
            {
                isLineFeedPart = false;
                if (rest[0] == '\n')
                {
                    unread.At++;
                    continue;
                }
            }

            var end = rest.IndexOfAny('\r', '\n');
            line.Append(end < 0 ? rest : rest[..end]);
            if (line.Length > LongestLine)
            {
                throw Fault($"Line {Number + 1} is longer than {LongestLine} characters: this is no file of records in lines.");
            }

            unread.At += end < 0 ? rest.Length : end + 1;
            if (end >= 0)
            {
                isLineFeedPart = rest[end] == '\r';
                return Taken();
            }
        }

        return line.Length == 0 ? null : Taken();
    }

    // Files that were joined carry a byte order mark in the middle.
    private string Taken() => line.ToString().TrimStart(ByteOrderMark);

    private bool Fill()
    {
        if (unread.At < unread.End)
        {
            return true;
        }

        unread = (0, reader.Read(buffer));
        if (fallback.IsUsed && !isFallbackTold)
        {
            isFallbackTold = true;
            report.Warn("The file holds bytes that are no UTF-8; they were read as Windows-1252 (Latin-1).");
        }

        return unread.End > 0;
    }
}
