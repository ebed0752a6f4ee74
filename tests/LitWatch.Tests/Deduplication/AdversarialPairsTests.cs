using LitWatch.Articles;
using LitWatch.Deduplication;

namespace LitWatch.Tests.Deduplication;

/// <summary>Pairs that mislead: one work that looks like two, and two that look like one. Written for this test; citations are made up.</summary>
public sealed class AdversarialPairsTests
{
    private static readonly Article Report = Cited("Pustular psoriasis of palms and soles under natalizumab: a case report", 2022, "Dermatology Practical & Conceptual", "12", "88-91", "Rossi, M.", "Bianchi, L.", "Verdi, G.");

    private static readonly Article Reply = Cited("Author's reply", 2021, "Lancet Neurology", "20", "412", "Smith, J.");

    public static TheoryData<string> Names => [.. Pairs.Select(pair => pair.Name)];

    private static List<(string Name, bool Same, Article One, Article Other)> Pairs
    {
        get
        {
            var pairs = new List<(string, bool, Article, Article)>();
            void Same(string name, Article one, Article other) => pairs.Add((name, true, one, other));
            void Apart(string name, Article one, Article other) => pairs.Add((name, false, one, other));

            // DOIs of supplements, and mistaken ones.
            var supplement = Report with { Doi = Doi.Parse("10.1111/supp.1"), Journal = Report.Journal! with { Pages = "S12" } };
            Apart("one DOI for all abstracts of a supplement", supplement, supplement with { Title = "Myocarditis in the first month of clozapine: a cohort", Journal = supplement.Journal with { Pages = "S13" } });
            Apart("abstracts of a supplement on one page", supplement, supplement with { Title = "Myocarditis in the first month of clozapine: a cohort" });
            Apart("abstracts P1 and P2 of a supplement", supplement with { Title = "P1 " + Report.Title }, supplement with { Title = "P2 " + Report.Title });
            Same("a slip in one DOI, all else the same", With(Report, "10.5826/dpc.1202a88"), With(Report, "10.5826/dpc.1202a8"));
            Same("two DOIs of one article, online and print", With(Report, "10.1002/abc.1"), With(Report with { Published = PartialDate.Of(2021) }, "10.1002/abc.2"));
            Apart("two DOIs, other pages", With(Report, "10.1002/abc.1"), With(Report with { Journal = Report.Journal! with { Pages = "120-121" } }, "10.1002/abc.2"));
            Apart("two DOIs and no place to compare", With(Report with { Journal = null }, "10.1002/abc.1"), With(Report with { Journal = null }, "10.1002/abc.2"));
            Same("one DOI in other letters", With(Report, "10.1002/ABC.1"), With(Report with { Journal = null, Authors = [] }, "10.1002/abc.1"));
            Apart("one DOI, two replies of different people", With(Reply, "10.1016/j.1"), With(Reply with { Authors = [Author("Jones, A.")] }, "10.1016/j.1"));

            // PMIDs.
            Apart("two PMIDs, all else the same", Report with { Pmid = Pmid.Parse("111") }, Report with { Pmid = Pmid.Parse("112") });
            Same("one PMID, another title and DOI", With(Report, "10.1002/abc.1") with { Pmid = Pmid.Parse("111") }, With(Report with { Title = "Untitled" }, "10.1002/abc.2") with { Pmid = Pmid.Parse("111") });
            Apart("the PMID of the other in its text", Report with { Pmid = Pmid.Parse("111") }, Cited("Comments on recent reports", 2023, "Lancet", "401", "7", "Brown, T.") with { Abstract = [new(null, "We read PMID 111 with interest.")], Links = [new(LinkTypes.Cites) { Pmid = Pmid.Parse("111") }] });

            // Parts and series.
            var guide = Cited("Management of adverse skin reactions to biologics: Part I. Diagnosis", 2020, "J Am Acad Dermatol", "82", "101-110", "Miller, A.", "Green, B.");
            Apart("parts I and II in one issue", guide, guide with { Title = "Management of adverse skin reactions to biologics: Part II. Treatment", Journal = guide.Journal! with { Pages = "111-120" } });
            Apart("parts I and II, no pages", guide with { Journal = guide.Journal! with { Pages = null } }, guide with { Title = "Management of adverse skin reactions to biologics: Part II. Diagnosis", Journal = guide.Journal! with { Pages = null } });
            Apart("the whole and its second part", guide with { Title = "Management of adverse skin reactions to biologics" }, guide with { Title = "Management of adverse skin reactions to biologics, part 2", Journal = guide.Journal! with { Pages = "111-120" } });
            Same("Part I and part 1", guide, guide with { Title = "Management of adverse skin reactions to biologics: part 1. Diagnosis" });
            Apart("trials FOCUS 1 and FOCUS 2", Cited("FOCUS 1: a randomized, double-blind trial of ceftaroline versus ceftriaxone", 2011, "J Antimicrob Chemother", "66", "iii19-iii32", "File, T. M."), Cited("FOCUS 2: a randomized, double-blind trial of ceftaroline versus ceftriaxone", 2011, "J Antimicrob Chemother", "66", "iii33-iii44", "File, T. M."));
            Apart("reports of one and of two years", Cited("Safety of dasatinib in chronic myeloid leukaemia: one-year follow-up", 2010, "Blood", "116", null, "Shah, N.", "Cortes, J."), Cited("Safety of dasatinib in chronic myeloid leukaemia: two-year follow-up", 2010, "Blood", "116", null, "Shah, N.", "Cortes, J."));

            // Works about works.
            Apart("an erratum", Report, Report with { Title = "Erratum to: " + Report.Title, Journal = Report.Journal! with { Pages = "301" } });
            Apart("an erratum without pages", Report with { Journal = Report.Journal! with { Pages = null } }, Report with { Title = "Corrigendum: " + Report.Title, Journal = Report.Journal! with { Pages = null } });
            Apart("a reply with the same title", Report, Report with { Title = Report.Title + ": reply", Authors = [Author("Rossi, M.")], Journal = Report.Journal! with { Pages = "92" } });
            Apart("a comment with the same title", Report, Report with { Title = "Comment on: " + Report.Title, Authors = [Author("Neri, P.")], Journal = Report.Journal! with { Pages = "93" } });
            Apart("a retraction notice", Report, Report with { Title = "Retraction: " + Report.Title, Journal = Report.Journal! with { Pages = "400" } });
            Same("a retracted article, whose title says so", With(Report, "10.1002/abc.1"), With(Report with { Title = "RETRACTED: " + Report.Title }, "10.1002/abc.1"));
            Apart("linked as erratum", With(Report, "10.1002/abc.1"), With(Report, "10.1002/abc.1") with { Doi = null, Links = [new(LinkTypes.ErratumFor) { Doi = Doi.Parse("10.1002/abc.1") }] });
            Same("MEDLINE's note on an erratum in the title", Report, Report with { Title = Report.Title + " [Erratum appears in Dermatol Pract Concept. 2022;12(3):e1]" });

            // Titles that many bear.
            Apart("replies in one volume", Reply, Reply with { Authors = [Author("Jones, A.")], Journal = Reply.Journal! with { Pages = "540" } });
            Apart("replies of one author in one volume", Reply, Reply with { Journal = Reply.Journal! with { Pages = "540" } });
            Same("one reply twice", Reply, Reply with { Title = "Author’s reply.", Journal = Reply.Journal! with { Title = "Lancet Neurol" } });
            Apart("In brief, weekly", Cited("In brief", 2020, "BMJ", "368", "m100"), Cited("In brief", 2020, "BMJ", "368", "m220"));
            Apart("A case report, twice by one group", Cited("A case report", 2019, "Cureus", "11", "e100", "Rossi, M.", "Bianchi, L."), Cited("A case report", 2019, "Cureus", "11", "e200", "Rossi, M.", "Bianchi, L."));
            Apart("one long title, two patients, one group", Report, Report with { Journal = Report.Journal! with { Volume = "13", Pages = "15-18" }, Published = PartialDate.Of(2023) });

            // Authors.
            Same("given names in full", Report, Report with { Authors = [Author("Rossi, Mario"), Author("Bianchi, Luca"), Author("Verdi, Giulia")] });
            Same("a group as author", Report, Report with { Authors = [.. Report.Authors, new Author { Collective = "The Natalizumab Study Group" }] });
            Same("a double name cut", Cited(Report.Title!, 2022, "Dermatol Pract Concept", "12", "88", "García López, J."), Cited(Report.Title!, 2022, "Dermatol Pract Concept", "12", "88", "López, J. G."));
            Same("no authors in one source", Report, Report with { Authors = [] });
            Apart("the same title by others", Cited("Treatment of tuberculous pleurisy with effusion", 1996, "Ann Ist Super Sanita", "32", "399-403", "Li, H."), Cited("Treatment of tuberculous pleurisy with effusion", 1996, "Chest", "110", "52-64", "Brown, T."));

            // Languages.
            var german = Cited("[Pustular psoriasis under biologics]", 2005, "Der Hautarzt; Zeitschrift fur Dermatologie", "56", "1131-1137", "Müller, H.", "Schäfer, K.");
            Same("a title and its translation", german, german with { Title = "Pustulöse Psoriasis unter Biologika: ein Überblick der Literatur", Journal = german.Journal! with { Title = "Hautarzt" }, Authors = [Author("Mueller, H."), Author("Schaefer, K.")] });
            Same("two titles written as one", german with { Title = "Pustulöse Psoriasis unter Biologika; Pustular psoriasis under biologics" }, german);
            Apart("two titles in English on the same pages", german with { Title = "Pustular psoriasis under biologics" }, german with { Title = "Renal failure after contrast media" });
            Same("umlauts and accents", german with { Authors = [Author("Muller, H."), Author("Schafer, K.")] }, german);

            // Places.
            Same("a journal abbreviated, pages shortened", Report, Report with { Journal = Report.Journal! with { Title = "Dermatol Pract Concept", Pages = "88-1" } });
            Same("a page with letters", Cited(Report.Title!, 2022, "Ann Oncol", "19", "viii108", "Rossi, M."), Cited(Report.Title!, 2022, "Annals of Oncology", "19", "108", "Rossi, M."));
            Same("an article number and a page", Report with { Journal = Report.Journal! with { Pages = "e2022088" } }, Report);
            Same("printed a year later", Report, Report with { Published = PartialDate.Of(2023) });
            Apart("the abstract of a congress and the paper a year later", Cited(Report.Title!, 2021, "J Dermatol Suppl", "48", "A20", "Rossi, M.", "Bianchi, L."), Report);
            Apart("a congress abstract of the same year in another journal", Cited(Report.Title!, 2022, "British Journal of Dermatology", "186", null, "Rossi, M.", "Bianchi, L."), Report);
            Apart("a preprint and its article", Cited(Report.Title!, 2022, "medRxiv", null, null, "Rossi, M.", "Bianchi, L.") with { PublicationTypes = ["Preprint"] }, Report);
            Same("spelling, case and markup", Report, Report with { Title = "PUSTULAR PSORIASIS OF PALMS & SOLES UNDER NATALIZUMAB - A CASE-REPORT" });
            Same("a cut subtitle", Report, Report with { Title = "Pustular psoriasis of palms and soles under natalizumab" });
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_misleading_pair_is_told_right(string name)
    {
        var (_, same, one, other) = Pairs.Single(pair => pair.Name == name);
        var (a, b) = (Citation.Of(one), Citation.Of(other));
        var comparison = SameWork.Compare(a, b);

        Assert.True(same == comparison.IsSame, $"{name}: {comparison}");
        Assert.Equal(comparison.ToString(), SameWork.Compare(b, a).ToString());
        Assert.NotEmpty(comparison.Why);
    }

    [Fact]
    public void There_are_forty_of_them_at_least() => Assert.True(Pairs.Count >= 40, $"{Pairs.Count}");

    private static Article With(Article article, string doi) => article with { Doi = Doi.Parse(doi) };

    private static Author Author(string name) => name.Split(", ") is [var family, var given] ? new Author { Family = family, Given = given } : new Author { Collective = name };

    private static Article Cited(string title, int year, string journal, string? volume, string? pages, params string[] authors) => new()
    {
        Id = "a",
        Title = title,
        Published = PartialDate.Of(year),
        Journal = new Journal { Title = journal, Volume = volume, Pages = pages },
        Authors = [.. authors.Select(Author)],
    };
}
