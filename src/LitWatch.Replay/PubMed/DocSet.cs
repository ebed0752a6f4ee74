using System.Numerics;

namespace LitWatch.Replay.PubMed;

/// <summary>A set of records by their place in the index.</summary>
internal sealed class DocSet
{
    private readonly ulong[] _bits;

    public DocSet(int size) => _bits = new ulong[(size + 63) / 64];

    private DocSet(ulong[] bits) => _bits = bits;

    public int Count => _bits.Sum(BitOperations.PopCount);

    public bool IsEmpty => !_bits.AsSpan().ContainsAnyExcept(0UL);

    public static DocSet operator &(DocSet left, DocSet right) => Combine(left, right, (a, b) => a & b);

    public static DocSet operator |(DocSet left, DocSet right) => Combine(left, right, (a, b) => a | b);

    public static DocSet operator -(DocSet left, DocSet right) => Combine(left, right, (a, b) => a & ~b);

    public void Add(int doc) => _bits[doc >> 6] |= 1UL << (doc & 63);

    public bool Contains(int doc) => (_bits[doc >> 6] & (1UL << (doc & 63))) != 0;

    public IEnumerable<int> Docs()
    {
        for (var word = 0; word < _bits.Length; word++)
        {
            for (var bits = _bits[word]; bits != 0; bits &= bits - 1)
            {
                yield return (word << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }
    }

    private static DocSet Combine(DocSet left, DocSet right, Func<ulong, ulong, ulong> operation) =>
        new([.. left._bits.Zip(right._bits, operation)]);
}
