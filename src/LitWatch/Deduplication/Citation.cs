using LitWatch.Articles;
using LitWatch.Strategies.Matching;

namespace LitWatch.Deduplication;

/// <summary>A record made ready for comparison with many.</summary>
internal sealed class Citation
{
    /// <summary>So much of an abstract tells it from others; sources cut them at different lengths.</summary>
    private const int AbstractWords = 120;

    private Citation(Article article)
    {
        Article = article;
        Titles = WorkTitle.Of(article);
        Authors = AuthorNames.Of(article);
        Year = article.Published?.Year;
        Journal = JournalName.Of(article.Journal);
        Volume = VolumeOf(article.Journal?.Volume);
        Pages = PageSpan.Of(article.Journal?.Pages);
    }

    public Article Article { get; }

    public IReadOnlyList<WorkTitle> Titles { get; }

    public AuthorNames? Authors { get; }

    public int? Year { get; }

    public JournalName? Journal { get; }

    /// <summary>Its number only: sources add series, supplements and parts (<c>35 ( Pt 1)</c>, <c>29A</c>).</summary>
    public string? Volume { get; }

    public PageSpan? Pages { get; }

    /// <summary>Folded when it is first asked for: keys need none.</summary>
    public IReadOnlySet<string> Abstract => field ??= FoldedText.WordsOf(string.Join(' ', Article.Abstract.Select(section => section.Text))).Take(AbstractWords).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether its title may be a translation, or have one.</summary>
    public bool MayBeTranslated => Article.Languages.Any(language => language is not ("eng" or "und")) || Titles.Any(title => title.MayBeTranslated);

    /// <summary>Where records stand among many that share something: those of one work next to each other.</summary>
    public string Sorting => $"{(Titles.Count > 0 ? Titles[0].Letters : "")} {Authors?.First} {Year}";

    public static Citation Of(Article article) => new(article);

    /// <summary>How two records agree in each field.</summary>
    public static Agreement Compare(CitationField field, Citation one, Citation other) => field switch
    {
        CitationField.Title => WorkTitle.Compare(one.Titles, other.Titles),
        CitationField.Authors => AuthorNames.Compare(one.Authors, other.Authors),
        CitationField.Year => Years(one.Year, other.Year),
        CitationField.Journal => JournalName.Compare(one.Journal, other.Journal),
        CitationField.Volume => one.Volume is null || other.Volume is null ? Agreement.Unknown : one.Volume == other.Volume ? Agreement.Same : Agreement.Different,
        CitationField.Pages => PageSpan.Compare(one.Pages, other.Pages),
        _ => Abstracts(one.Abstract, other.Abstract),
    };

    private static Agreement Years(int? one, int? other) => one is null || other is null ? Agreement.Unknown : Math.Abs(one.Value - other.Value) switch
    {
        0 => Agreement.Same,
        1 => Agreement.Near,
        _ => Agreement.Different,
    };

    // Of the shorter one.
    private static Agreement Abstracts(IReadOnlySet<string> one, IReadOnlySet<string> other)
    {
        var (few, many) = one.Count <= other.Count ? (one, other) : (other, one);
        return few.Count < 20 ? Agreement.Unknown : ((double)few.Count(many.Contains) / few.Count) switch
        {
            > 0.9 => Agreement.Same,
            > 0.7 => Agreement.Near,
            _ => Agreement.Different,
        };
    }

    private static string? VolumeOf(string? volume)
    {
        var number = string.Concat((volume ?? "").SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)).TrimStart('0');
        return number.Length == 0 ? null : number;
    }
}
