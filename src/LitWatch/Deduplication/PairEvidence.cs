using System.Globalization;
using LitWatch.Articles;

namespace LitWatch.Deduplication;

/// <summary>What speaks for and against two records being one work: each field is compared when it is first asked for, once.</summary>
internal sealed class PairEvidence(Citation one, Citation other)
{
    private static readonly CitationField[] Fields = Enum.GetValues<CitationField>();

    private readonly Agreement?[] _agreements = new Agreement?[Fields.Length];

    /// <summary>The sum of the weights of all fields.</summary>
    public double Score => Fields.Sum(compared => LinkageModel.Weight(compared, this[compared]));

    /// <summary>The titles do not contradict each other, or one has none.</summary>
    public bool TitlesMayAgree => this[CitationField.Title] is Agreement.Same or Agreement.Near or Agreement.Part or Agreement.Unknown;

    /// <summary>A title that few works would bear.</summary>
    public bool IsTelling => one.Titles.Any(title => title.IsTelling) && other.Titles.Any(title => title.IsTelling);

    public bool PlacesAgree => this[CitationField.Volume] == Agreement.Same && this[CitationField.Pages] == Agreement.Same;

    /// <summary>In one language, two titles under one DOI and on one page are two abstracts of a supplement.</summary>
    public bool MayBeTranslated => one.MayBeTranslated || other.MayBeTranslated;

    /// <summary>Two titles of one work: a sign of another language, one year, volume and span of pages, which no two works share, and no other authors or journal.</summary>
    public bool IsTranslation =>
        MayBeTranslated && this[CitationField.Year] == Agreement.Same && PlacesAgree && one.Pages!.IsSameSpan(other.Pages!)
        && this[CitationField.Authors] is Agreement.Same or Agreement.Unknown && this[CitationField.Journal] != Agreement.Different;

    /// <summary>Every field that tells works apart is there and agrees.</summary>
    public bool IsSameThroughout =>
        this[CitationField.Title] is Agreement.Same or Agreement.Near && this[CitationField.Authors] == Agreement.Same && this[CitationField.Year] is Agreement.Same or Agreement.Near
        && this[CitationField.Journal] is Agreement.Same or Agreement.Near && PlacesAgree;

    /// <summary>Why the two cannot be one work, however much they have in common; null where nothing forbids it.</summary>
    public string? Objection
    {
        get
        {
            var (title, pages) = (this[CitationField.Title], this[CitationField.Pages]);
            return
                IsPreprint(one) != IsPreprint(other) ? "one is a preprint"
                : title == Agreement.Different && !IsTranslation ? "other titles"
                : title == Agreement.Unknown && !IsTranslation ? "no titles to compare"
                : title == Agreement.Weak && !(PlacesAgree && this[CitationField.Authors] is Agreement.Same or Agreement.Unknown) ? "titles that differ, and not one place and the same authors"
                : pages == Agreement.Different && !IsOneText ? "other pages"
                : this[CitationField.Volume] == Agreement.Different && !(pages == Agreement.Same && this[CitationField.Authors] == Agreement.Same && this[CitationField.Year] == Agreement.Same) ? "other volumes"
                : this[CitationField.Journal] == Agreement.Different && !IsOnePlace && !IsUnplaced && !IsOneSpan ? "other journals"
                : this[CitationField.Year] == Agreement.Near && this[CitationField.Volume] != Agreement.Same && pages is not (Agreement.Same or Agreement.Near) ? "years that differ, and no place"
                : this[CitationField.Year] == Agreement.Different && !(pages == Agreement.Same && title == Agreement.Same) ? "other years"
                : !IsTelling && !(PlacesAgree && this[CitationField.Journal] is Agreement.Same or Agreement.Near && this[CitationField.Authors] is Agreement.Same or Agreement.Unknown) ? "a title that many bear, and not one place"
                : null;
        }
    }

    private bool IsOnePlace => this[CitationField.Volume] == Agreement.Same && this[CitationField.Pages] is Agreement.Same or Agreement.Near;

    /// <summary>In one volume of a journal, one title, one group of authors and one abstract: the pages must be a mistake.</summary>
    private bool IsOneText =>
        this[CitationField.Title] == Agreement.Same && this[CitationField.Abstract] == Agreement.Same && this[CitationField.Authors] == Agreement.Same
        && this[CitationField.Journal] is Agreement.Same or Agreement.Near && this[CitationField.Volume] == Agreement.Same && this[CitationField.Year] == Agreement.Same;

    /// <summary>One title and one group of authors in one year, on the same pages: the journal has a name that is not known here.</summary>
    private bool IsOneSpan =>
        this[CitationField.Title] == Agreement.Same && this[CitationField.Authors] == Agreement.Same && this[CitationField.Year] == Agreement.Same
        && this[CitationField.Volume] != Agreement.Different && this[CitationField.Pages] == Agreement.Same && one.Pages!.IsSameSpan(other.Pages!);

    /// <summary>A paper of a conference whose proceedings have several names and no volumes: text and all else are the same.</summary>
    private bool IsUnplaced =>
        one is { Volume: null, Pages: null } && other is { Volume: null, Pages: null }
        && this[CitationField.Title] is Agreement.Same or Agreement.Near && this[CitationField.Abstract] == Agreement.Same && this[CitationField.Authors] == Agreement.Same && this[CitationField.Year] == Agreement.Same;

    public Agreement this[CitationField field] => _agreements[(int)field] ??= Citation.Compare(field, one, other);

    /// <summary>What agrees, in words: <c>same title, authors and year; journal alike</c>.</summary>
    public string Describe()
    {
        var same = Fields.Where(field => this[field] == Agreement.Same).Select(Name).ToList();
        var alike = Fields.Where(field => this[field] is Agreement.Near or Agreement.Part).Select(Name).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"same {Listed(same)}{(alike.Count > 0 ? $"; {Listed(alike)} alike" : "")} (score {Score:0.0} of at least {LinkageModel.Threshold:0.0})");
    }

    /// <summary>Each field with its agreement and weight.</summary>
    public string Weighed() => string.Join(", ", Fields.Where(field => this[field] != Agreement.Unknown)
        .Select(field => string.Create(CultureInfo.InvariantCulture, $"{Name(field)} {this[field].ToString().ToLowerInvariant()} {LinkageModel.Weight(field, this[field]):+0.0;-0.0;0}")));

    private static string Name(CitationField field) => field.ToString().ToLowerInvariant();

    private static string Listed(List<string> names) => names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    private static bool IsPreprint(Citation citation) =>
        citation.Article.PublicationTypes.Any(type => type.Contains("preprint", StringComparison.OrdinalIgnoreCase) || type == "posted-content");
}
