using System.Text;

namespace LitWatch.Tests.Sources.Fuzz;

/// <summary>
/// Damages a text as networks, disks and careless tools do: cut off, bytes changed, pieces lost, doubled or swapped. Pieces are what the format is
/// made of: tags and the text between them, and lines, so that the damage often passes the outer syntax and meets the code behind it.
/// One seed means one damage, so a failure is repeated by its seed.
/// </summary>
internal sealed class Mutation
{
    private const int MostChanges = 4;

    /// <summary>What breaks readers: markup out of place, entities, prologs, encodings, ends of lines, extreme numbers.</summary>
    private static readonly byte[][] Intruders =
    [
        .. new[]
        {
            "<", ">", "&", "\"", "]]>", "<![CDATA[", "<!--", "-->", "<?pi ?>", "&nbsp;", "&#0;", "&#x10FFFF;", "&amp;amp;", "<?xml version=\"1.0\"?>",
            "<!DOCTYPE a [<!ENTITY b \"c\">]>", "<i>", "</i>", "<PMID/>", "\0", "\n", "\r\n", "\n\n", "\t", ";", ",", "-", "/", "  - ", "\nER  - \n", "\nPMID- ",
            "99999999999999999999", "-1", "2024", "\uFEFF", "\u0308", "\u2028", "\u00A0", "PMC", "10.", "doi:",
        }.Select(Encoding.UTF8.GetBytes),
        [0x80], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xF0, 0x9F],
    ];

    private readonly Random random;
    private byte[] bytes;

    private Mutation(byte[] whole, int seed) => (bytes, random) = (whole, new Random(seed));

    /// <summary><paramref name="whole"/> with one to four damages; <paramref name="whole"/> itself is left alone.</summary>
    public static byte[] Of(byte[] whole, int seed)
    {
        var mutation = new Mutation(whole, seed);
        for (var changes = mutation.random.Next(1, MostChanges + 1); changes > 0; changes--)
        {
            mutation.Change();
        }

        return mutation.bytes;
    }

    private void Change()
    {
        switch (random.Next(9))
        {
            case 0:
                bytes = bytes[..random.Next(bytes.Length + 1)];
                break;
            case 1 when bytes.Length > 0:
                bytes = [.. bytes];
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                var place = random.Next(bytes.Length + 1);
                Replace(place, place, Intruders[random.Next(Intruders.Length)]);
                break;
            case 3:
                var (from, to) = Range();
                Replace(from, to, []);
                break;
            default:
                ChangePieces(random.Next(5));
                break;
        }
    }

    private void ChangePieces(int kind)
    {
        var pieces = Pieces();
        if (pieces.Count == 0)
        {
            return;
        }

        var (first, second) = (pieces[random.Next(pieces.Count)], pieces[random.Next(pieces.Count)]);
        switch (kind)
        {
            case 0:
                Replace(first.From, first.To, []);
                break;
            case 1:
                Replace(first.From, first.From, bytes[first.From..first.To]);
                break;
            case 2:
                Replace(first.From, first.To, bytes[second.From..second.To]);
                break;
            case 3:
                Replace(first.From, first.To, Intruders[random.Next(Intruders.Length)]);
                break;
            case 4 when first.From > second.To || second.From > first.To:
                var (early, late) = first.From < second.From ? (first, second) : (second, first);
                bytes = [.. bytes[..early.From], .. bytes[late.From..late.To], .. bytes[early.To..late.From], .. bytes[early.From..early.To], .. bytes[late.To..]];
                break;
        }
    }

    /// <summary>Tags, texts between tags and lines, as (from, to) without overlap.</summary>
    private List<(int From, int To)> Pieces()
    {
        var pieces = new List<(int From, int To)>();
        var from = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == (byte)'<' && i > from)
            {
                pieces.Add((from, i));
                from = i;
            }
            else if (bytes[i] is (byte)'>' or (byte)'\n')
            {
                pieces.Add((from, i + 1));
                from = i + 1;
            }
        }

        if (from < bytes.Length)
        {
            pieces.Add((from, bytes.Length));
        }

        return pieces;
    }

    private (int From, int To) Range()
    {
        var from = random.Next(bytes.Length + 1);
        return (from, Math.Min(bytes.Length, from + random.Next(1, 200)));
    }

    private void Replace(int from, int to, byte[] with) => bytes = [.. bytes[..from], .. with, .. bytes[to..]];
}
