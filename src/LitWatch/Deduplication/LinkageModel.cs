using System.Collections.Frozen;

namespace LitWatch.Deduplication;

/// <summary>
/// How much each agreement speaks for two records being one work: log2 of how much more often it occurs in duplicates than in other pairs with something in common
/// (Fellegi and Sunter, J Am Stat Assoc 1969;64:1183). Fitted on labelled sets by <c>tests/LitWatch.Benchmarks -- dedup-fit</c>, then rounded, and where a set has few such pairs drawn towards
/// what a librarian would say: the same weights must do for sets that nobody has labelled.
/// </summary>
internal static class LinkageModel
{
    /// <summary>Pairs with this much evidence are one work, unless a rule of <see cref="SameWork"/> forbids it.</summary>
    public const double Threshold = 5;

    private static readonly FrozenDictionary<(CitationField, Agreement), double> Weights = new Dictionary<(CitationField, Agreement), double>
    {
        [(CitationField.Title, Agreement.Same)] = 6.5,
        [(CitationField.Title, Agreement.Near)] = 3,
        [(CitationField.Title, Agreement.Part)] = 1,
        [(CitationField.Title, Agreement.Weak)] = -3,
        [(CitationField.Title, Agreement.Different)] = -5.5,
        [(CitationField.Authors, Agreement.Same)] = 3.5,
        [(CitationField.Authors, Agreement.Near)] = -1,
        [(CitationField.Authors, Agreement.Part)] = -2,
        [(CitationField.Authors, Agreement.Weak)] = -2.5,
        [(CitationField.Authors, Agreement.Different)] = -8,
        [(CitationField.Year, Agreement.Same)] = 2.5,
        [(CitationField.Year, Agreement.Near)] = -3,
        [(CitationField.Year, Agreement.Different)] = -7,
        [(CitationField.Journal, Agreement.Same)] = 3,
        [(CitationField.Journal, Agreement.Near)] = 1.5,
        [(CitationField.Journal, Agreement.Different)] = -4.5,
        [(CitationField.Volume, Agreement.Same)] = 4.5,
        [(CitationField.Volume, Agreement.Unknown)] = -1,
        [(CitationField.Volume, Agreement.Different)] = -7.5,
        [(CitationField.Pages, Agreement.Same)] = 6,
        [(CitationField.Pages, Agreement.Near)] = 1.5,
        [(CitationField.Pages, Agreement.Unknown)] = -1.5,
        [(CitationField.Pages, Agreement.Different)] = -6.5,
        [(CitationField.Abstract, Agreement.Same)] = 4,
        [(CitationField.Abstract, Agreement.Near)] = 1.5,
        [(CitationField.Abstract, Agreement.Different)] = -4,
    }.ToFrozenDictionary();

    /// <summary>0 where a field says nothing either way.</summary>
    public static double Weight(CitationField field, Agreement agreement) => Weights.GetValueOrDefault((field, agreement));
}
