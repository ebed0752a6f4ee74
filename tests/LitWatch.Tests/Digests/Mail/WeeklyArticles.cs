using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Strategies.Matching;

namespace LitWatch.Tests.Digests.Mail;

/// <summary>Made-up articles that look like a week's literature on a drug and a reaction; the same number gives the same article.</summary>
internal static class WeeklyArticles
{
    private static readonly string[] Families = ["Ozarslan", "Lindqvist", "Müller-Brandt", "O'Hara", "Nguyen", "Kowalczyk", "Di Stefano", "García Ibáñez", "Yamamoto", "Achterberg", "Ødegård", "Şahin"];
    private static readonly string[] Journals = ["Drug Saf", "J Neurol Neurosurg Psychiatry", "Mult Scler Relat Disord", "Br J Clin Pharmacol", "Dermatol Pract Concept", "Rheumatology (Oxford)", "Pharmacoepidemiol Drug Saf", "JAMA Dermatol"];

    private static readonly string[] Titles =
    [
        "{0}-induced {1}: a case report and review of the literature",
        "Risk of {1} among users of {0}: a nationwide cohort study of 48,112 patients followed for up to nine years in routine care",
        "{1} after switching to {0}",
        "Real-world persistence with {0} in a tertiary centre",
        "{1} during treatment with {0}: when to stop, when to go on, and what to tell the patient",
        "Population pharmacokinetics of {0} in adolescents",
        "Letter: {0} and {1}",
    ];

    public static DigestLine Line(int number, string drug, string reaction)
    {
        var kind = number % Titles.Length;
        var title = Sentence(string.Format(System.Globalization.CultureInfo.InvariantCulture, Titles[kind], drug, reaction));
        var article = new Article
        {
            Id = $"a{number}",
            Pmid = number % 9 == 5 ? null : Pmid.Parse($"{41_000_000 + number}"),
            Doi = number % 4 == 3 ? null : Doi.Parse($"10.1{number % 90 + 100}/example.2026.{number:00000}"),
            Pmcid = number % 5 == 0 && Pmcid.TryParse($"PMC{12_000_000 + number}", out var pmcid) ? pmcid : null,
            Title = title,
            VernacularTitle = number % 11 == 4 ? $"Unerwünschte Wirkungen von {drug}: Beobachtungen aus zwölf Zentren" : null,
            Abstract = number % 10 == 6 ? [] : AbstractOf(kind, drug, reaction),
            Authors = [.. Enumerable.Range(0, number % 5 + 1).Select(i => new Author { Family = Families[(number + i * 5) % Families.Length], Initials = "ABCDEFGHKL"[(number + i) % 10].ToString() })],
            Journal = new Journal { IsoAbbreviation = Journals[number % Journals.Length], Volume = $"{number % 60 + 8}", Issue = number % 3 == 0 ? null : $"{number % 12 + 1}", Pages = $"e{number:00000}" },
            Published = PartialDate.Of(2026, 11, 14 - number % 12),
            Languages = [number % 11 == 4 ? "ger" : "eng"],
            PublicationTypes = kind == 0 ? ["Case Reports", "Journal Article", "Review"] : ["Journal Article"],
            Keywords = number % 2 == 0 ? [drug, reaction, "pharmacovigilance", "adverse drug reaction"] : [],
            Mesh = number % 3 == 1 ? [] : [new("D000069442", Sentence(drug), false) { Qualifiers = [new("Q000009", "adverse effects", true)] }, new("D011565", Sentence(reaction), false) { Qualifiers = [new("Q000139", "chemically induced", false)] }, new("D006801", "Humans", false), new("D005260", "Female", false)],
            IsRetracted = number % 97 == 13,
            Links = number % 97 == 13 ? [new ArticleLink(LinkTypes.RetractionIn) { Pmid = Pmid.Parse($"{42_000_000 + number}") }] : number % 31 == 7 ? [new ArticleLink(LinkTypes.ErratumIn) { Doi = Doi.Parse($"10.1100/erratum.{number}") }] : [],
        };
        return new DigestLine
        {
            Article = article,
            Spans = [.. Spans("title", title, drug), .. Spans("title", title, reaction), .. article.Abstract.SelectMany((section, i) => Spans($"abstract[{i}]", section.Text, drug).Concat(Spans($"abstract[{i}]", section.Text, reaction)))],
            FoundIn = number % 3 == 0 ? [SourceNames.PubMed, SourceNames.Crossref] : number % 9 == 5 ? [SourceNames.Crossref] : [SourceNames.PubMed],
            FirstSeenAt = new DateTimeOffset(2026, 11, 15, 3, 0, 0, TimeSpan.Zero).AddHours(-number % 150),
        };
    }

    private static AbstractSection[] AbstractOf(int kind, string drug, string reaction) => kind switch
    {
        0 =>
        [
            new("BACKGROUND", $"Few reports describe {reaction} in people who are given {drug}, and none of them tells what happened when the medicine was started again."),
            new("CASE", $"A woman of 34 years noticed the first signs five months after her first dose of {drug}. Other causes were looked for and not found; the medicine was stopped, and all signs were gone eight weeks later. They came back within nine days when treatment was resumed at half the dose."),
            new("CONCLUSION", $"The course of {reaction} in time, and its return on rechallenge, speak for a causal role of {drug}. Those who prescribe it should ask for early signs at each visit."),
        ],
        1 =>
        [
            new("OBJECTIVE", $"To compare how often {reaction} occurs with {drug} and with other medicines of its class."),
            new("METHODS", "Registers of prescriptions, hospital stays and causes of death were linked by the personal number; follow-up ended with emigration, death or a switch of treatment. Propensity scores were made from 61 covariates, and the negative control outcome was a fracture of the wrist."),
            new("RESULTS", $"With {drug} there were 212 events in 48,112 patients (hazard ratio 1.31, 95% CI 1.08 to 1.59); the excess of {reaction} stood in the first six months."),
            new("CONCLUSIONS", "The absolute risk is small. It should be weighed against the benefit."),
        ],
        _ => [new(null, $"Treatment with {drug} was reviewed in twelve centres. {Sentence(reaction)} was seen in seven of 903 people, most often in the first year; all recovered. Doses, co-medication and laboratory values are given for each.")],
    };

    private static IEnumerable<MatchSpan> Spans(string field, string text, string term) =>
        text.IndexOf(term, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? [new MatchSpan(field, at, term.Length, term)] : [];

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
