using FsCheck;
using FsCheck.Fluent;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;

namespace LitWatch.Tests.Strategies;

/// <summary>Strategies and texts by chance, for properties.</summary>
internal static class Chance
{
    private static readonly string[] Parts =
    [
        "psoriasis", "pustular", "palmo-plantar", "palmoplantar", "Crohn's", "Sjögren", "TNF-α", "TNFα", "β2", "α", "interferon", "naïve", "de", "of", "AND", "OR", "NOT", "x", "IL-17A", "5",
        "H₂O", "ﬁbrosis", "straße", "Ænima", "Łódź", "乾癬", "½", "ΨΩ", "ά", "ς", "Å",
    ];

    private static readonly string[] Gaps = [" ", "  ", "-", ", ", ". ", " – ", "\u00AD", "\t", "/", "'", "’", " (", "\"", "[tiab]", "*", ":", "#", "\n"];

    public static Gen<string> Word { get; } = Gen.Elements(Parts);

    public static Gen<string> Text { get; } =
        from parts in Gen.Elements(Parts).NonEmptyListOf()
        from gaps in Gen.Elements(Gaps).ListOf(parts.Count)
        select string.Concat(parts.Take(8).Zip(gaps, (part, gap) => part + gap));

    /// <summary>Anything at all, halves of characters too.</summary>
    public static Gen<string> Noise { get; } = Gen.OneOf(Text, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""), ArbMap.Default.GeneratorFor<char[]>().Select(chars => new string(chars)));

    public static Gen<Term> AnyTerm { get; } =
        from field in Gen.Elements(TermField.Text, TermField.Title, TermField.Mesh, TermField.Substance, TermField.PublicationType, TermField.Near)
        from value in Noise
        from star in Gen.Elements("", "", "*")
        from flags in Gen.Choose(0, 3)
        from distance in Gen.Choose(-2, 1002)
        select With(field, value + star, flags, distance);

    public static Gen<Strategy> AnyStrategy { get; } =
        from drug in AnyTerm.ListOf()
        from reaction in AnyTerm.ListOf()
        from not in AnyTerm.ListOf()
        from any in Gen.Elements(true, false)
        from situations in Gen.SubListOf<string>(SpecialSituations.Names)
        select new Strategy { Drug = [.. drug], Reaction = [.. reaction], Not = [.. not], AnyAdverseReaction = any, SpecialSituations = [.. situations], Reason = "chance" };

    /// <summary>What the rules leave of <see cref="AnyStrategy"/>.</summary>
    public static Gen<Strategy> SoundStrategy { get; } = AnyStrategy.Select(strategy => strategy with
    {
        Drug = [.. strategy.Drug.Where(IsSound), "natalizumab"],
        Reaction = [.. strategy.Reaction.Where(IsSound), "psoria*"],
        Not = [.. strategy.Not.Where(IsSound)],
    });

    private static bool IsSound(Term term) => StrategyRules.Validate(new() { Drug = [term], Reaction = ["psoriasis"] }).Count == 0;

    private static Term With(TermField field, string value, int flags, int distance) => field switch
    {
        TermField.Mesh => new(field, value) { Explode = (flags & 1) == 0, Major = (flags & 2) == 0 },
        TermField.Near => new(field, value) { Distance = distance },
        _ => new(field, value),
    };
}
