using LitWatch.Sources.PubMed;
using LitWatch.Strategies;

namespace LitWatch.Tests.Strategies;

public sealed class PubMedQueryTests
{
    [Fact]
    public void A_strategy_is_asked_side_by_side_in_the_order_of_its_terms() => Assert.Equal(
        "(\"natalizumab\"[tiab] OR \"Natalizumab\"[nm]) AND (psoria*[tiab] OR \"Psoriasis\"[mh]) NOT (\"mice\"[tiab] OR \"Mice\"[mh:noexp])",
        PubMedQuery.Render(new()
        {
            Drug = ["natalizumab", new(TermField.Substance, "Natalizumab")],
            Reaction = ["psoria*", new(TermField.Mesh, "Psoriasis")],
            Not = ["mice", new(TermField.Mesh, "Mice") { Explode = false }],
        }));

    public static TheoryData<string, string> Texts => new()
    {
        { "psoriasis", "\"psoriasis\"[tiab]" },
        { "psoria*", "psoria*[tiab]" },
        { "pustular psoriasis", "(\"pustular psoriasis\"[tiab] OR \"pustular psoriasis\"[tiab:~0])" },
        { "pustular psoria*", "(\"pustular psoria*\"[tiab] OR (\"pustular\"[tiab] AND psoria*[tiab]))" },
        { "lack of effect*", "(\"lack of effect*\"[tiab] OR (\"lack\"[tiab] AND effect*[tiab]))" },
        { "lack of efficacy", "(\"lack of efficacy\"[tiab] OR \"lack of efficacy\"[tiab:~1])" },
        { "palmo-plantar", "(\"palmo plantar\"[tiab] OR \"palmo plantar\"[tiab:~0] OR \"palmoplantar\"[tiab])" },
        { "Crohn’s", "(\"Crohn's\"[tiab] OR \"Crohns\"[tiab])" },
        { "TNFα", "(\"TNFα\"[tiab] OR \"TNF alpha\"[tiab] OR \"TNF alpha\"[tiab:~0] OR \"TNFalpha\"[tiab])" },
        { "TNFα-induced", "(\"TNFα induced\"[tiab] OR \"TNFα induced\"[tiab:~0] OR \"TNFαinduced\"[tiab] OR \"TNF alpha induced\"[tiab] OR \"TNF alpha induced\"[tiab:~0] OR \"TNFalpha induced\"[tiab] OR \"TNFalpha induced\"[tiab:~0] OR \"TNF alphainduced\"[tiab] OR \"TNF alphainduced\"[tiab:~0] OR \"TNFalphainduced\"[tiab])" },
        { "a\"[tiab] OR cancer[mh] #1", "(\"a tiab OR cancer mh 1\"[tiab] OR \"a tiab OR cancer mh 1\"[tiab:~2])" },
        { "pso*riasis", "(\"pso riasis\"[tiab] OR \"pso riasis\"[tiab:~0])" },
        { "***", "" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_term_is_asked_so_that_nothing_is_dropped(string term, string query) => Assert.Equal(query, PubMedQuery.RenderTerm((Term)term));

    [Fact]
    public void Fields_have_their_tags()
    {
        Assert.Equal("\"Psoriasis\"[majr]", PubMedQuery.RenderTerm(new Term(TermField.Mesh, "Psoriasis") { Major = true }));
        Assert.Equal("\"Psoriasis\"[majr:noexp]", PubMedQuery.RenderTerm(new Term(TermField.Mesh, "Psoriasis") { Major = true, Explode = false }));
        Assert.Equal("\"Anemia, Aplastic/chemically induced\"[mh]", PubMedQuery.RenderTerm(new Term(TermField.Mesh, "Anemia, Aplastic/chemically induced")));
        Assert.Equal("\"Case Reports\"[pt]", PubMedQuery.RenderTerm(new Term(TermField.PublicationType, "Case Reports")));
        Assert.Equal("\"psoriasis\"[ti]", PubMedQuery.RenderTerm(new Term(TermField.Title, "psoriasis")));
        Assert.Equal("\"a b\"[tiab:~3]", PubMedQuery.RenderTerm(new Term(TermField.Near, "a b") { Distance = 3 }));
        Assert.Equal("\"toxicity\"[sh]", PubMedQuery.RenderTerm(new Term(TermField.Subheading, "toxicity")));
    }

    [Fact]
    public void An_exclusion_that_PubMed_reads_more_widely_is_left_to_the_matcher()
    {
        var strategy = new Strategy { Drug = ["a"], Reaction = ["b"], Not = ["animal model", new(TermField.PublicationType, "Clinical Trial")] };

        Assert.Equal("(\"a\"[tiab]) AND (\"b\"[tiab])", PubMedQuery.Render(strategy));
        Assert.Equal(strategy.Not, PubMedQuery.LeftToMatcher(strategy));
    }

    [Fact]
    public void A_side_without_words_asks_nothing_rather_than_everything() =>
        Assert.Equal("", PubMedQuery.Render(new Strategy { Drug = ["a"], Reaction = ["***"] }));
}
