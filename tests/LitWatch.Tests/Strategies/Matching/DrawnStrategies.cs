using LitWatch.Articles;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;

namespace LitWatch.Tests.Strategies.Matching;

/// <summary>Strategies that a team could have written, of three to twelve terms drawn from records, so that they match something.</summary>
internal sealed class DrawnStrategies(IReadOnlyList<Article> articles, Random chance)
{
    public Strategy Next()
    {
        var about = Pick(articles);
        var strategy = new Strategy
        {
            Drug = Terms(about, chance.Next(1, 6)),
            Reaction = Terms(about, chance.Next(2, 7)),
            Not = chance.Next(5) == 0 ? Terms(Pick(articles), 1) : [],
            AnyAdverseReaction = chance.Next(20) == 0,
            SpecialSituations = chance.Next(20) == 0 ? [Pick(SpecialSituations.Names)] : [],
        };
        return StrategyRules.Validate(strategy).Count == 0 ? strategy : Next();
    }

    private List<Term> Terms(Article about, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Term(i == 0 || chance.Next(3) > 0 ? about : Pick(articles))).OfType<Term>()];

    private Term? Term(Article about) => chance.Next(12) switch
    {
        0 when about.Mesh.Count > 0 => Heading(Pick(about.Mesh)),
        1 when about.Substances.Count > 0 => new(TermField.Substance, Pick(about.Substances).Name),
        2 when about.PublicationTypes.Count > 0 && chance.Next(3) == 0 => new(TermField.PublicationType, Pick(about.PublicationTypes)),
        3 => Words(about, 2) is { } words ? new(TermField.Near, Shuffled(words.Replace("*", "", StringComparison.Ordinal))) { Distance = chance.Next(6) } : null,
        4 => Words(about, chance.Next(1, 3)) is { } words ? new(TermField.Title, words) : null,
        _ => Words(about, chance.Next(1, 4)) is { } words ? new(TermField.Text, words) : null,
    };

    private Term Heading(MeshHeading heading) => new(TermField.Mesh, heading.Qualifiers.Count > 0 && chance.Next(2) == 0 ? $"{heading.Descriptor}/{Pick(heading.Qualifiers).Name}" : heading.Descriptor)
    {
        Explode = chance.Next(2) == 0,
        Major = chance.Next(4) == 0,
    };

    /// <summary>Words as they stand side by side somewhere in the article, perhaps written in another way.</summary>
    private string? Words(Article about, int count)
    {
        string[] texts = [about.Title ?? "", .. about.Abstract.Select(section => section.Text), .. about.Keywords];
        var words = Pick(texts).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return null;
        }

        var text = string.Join(' ', words.Skip(chance.Next(words.Length)).Take(count)).TrimEnd('.', ',', ';', ':', ')');
        return chance.Next(10) switch
        {
            0 => text.ToUpperInvariant(),
            1 => text.Replace('-', ' '),
            2 => text.Replace("-", "", StringComparison.Ordinal),
            3 => text.Replace(' ', '-'),
            4 when text.Length > 5 && text[..^2].All(c => char.IsLetter(c) || c == ' ') => text[..^2].TrimEnd() + "*",
            _ => text,
        };
    }

    private string Shuffled(string words)
    {
        var parts = words.Split(' ');
        chance.Shuffle(parts);
        return string.Join(' ', parts);
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[chance.Next(list.Count)];
}
