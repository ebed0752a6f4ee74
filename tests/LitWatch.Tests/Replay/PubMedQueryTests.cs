using LitWatch.Replay.PubMed;

namespace LitWatch.Tests.Replay;

/// <summary>The query language as protocols, 3.1 states it, over eight invented records.</summary>
public sealed class PubMedQueryTests
{
    private static readonly PubMedIndex Index = Replayed.Index(
        Replayed.Article(1, "Pustular psoriasis after natalizumab", "A woman aged 40 developed hip and pain of the joint.", Mesh(Replayed.Heading("Psoriasis", true, "chemically induced"), Replayed.Heading("Natalizumab", false, "adverse effects"))
            + "<ChemicalList><Chemical><RegistryNumber>3JB47N2Q2P</RegistryNumber><NameOfSubstance UI=\"D1\">Natalizumab</NameOfSubstance></Chemical></ChemicalList>", Replayed.Moment("entrez", 2026, 11, 2) + Replayed.Moment("pubmed", 2024, 1, 5) + Replayed.Moment("medline", 2026, 11, 20)),
        Replayed.Article(2, "Natalizumab in practice", "Nothing about skin. Crohn's disease responded.", keywords: "<Keyword>drug eruption</Keyword>", history: Replayed.Moment("entrez", 2026, 11, 7)),
        Replayed.Article(3, "Psoriatic arthritis: cat allergies", "The cat sat. Pain in the hip.", Mesh(Replayed.Heading("Arthritis, Psoriatic")), Replayed.Moment("entrez", 2026, 11, 8)),
        Replayed.Article(4, "Täglich ein Café für die Leber", "Résumé of a naïve trial; drug-induced liver injury.", Mesh(Replayed.Heading("Chemical and Drug Induced Liver Injury")), Replayed.Moment("entrez", 2026, 10, 1)),
        Replayed.Article(5, "Drug induced fever", "Category of liver injury by drug.", "<DateRevised><Year>2026</Year><Month>11</Month><Day>15</Day></DateRevised>", Replayed.Moment("entrez", 2026, 9, 1)),
        Replayed.Article(6, "An old paper", pubDate: "<MedlineDate>2009 Nov-Dec</MedlineDate>", history: Replayed.Moment("pubmed", 2009, 12, 1)));

    [Theory]
    [InlineData("natalizumab[tiab]", "1 2")]
    [InlineData("NATALIZUMAB[TIAB]", "1 2")]
    [InlineData("natalizumab [ Title/Abstract ]", "1 2")]
    [InlineData("natalizumab[ti] AND skin[ab]", "2")]
    [InlineData("natalizumab[nm]", "1")]
    [InlineData("3JB47N2Q2P[rn]", "1")]
    [InlineData("\"adverse effects\"[sh]", "1")]
    [InlineData("etiology[sh]", "1")]
    [InlineData("natalizumab/pharmacology[mh]", "1")]
    [InlineData("natalizumab & psoriasis", "1")]
    [InlineData("the AND natalizumab[ti] NOT (of)", "1 2")]
    [InlineData("natalizumab/adverse effects[mh]", "1")]
    [InlineData("Natalizumab/ae[Mesh]", "1")]
    [InlineData("\"Psoriasis/chemically induced\"[MeSH Terms]", "1")]
    [InlineData("psoriasis/therapy[mh]", "")]
    [InlineData("psoriasis[majr]", "1")]
    [InlineData("natalizumab[majr]", "")]
    [InlineData("psoria*[mh]", "1")]
    [InlineData("\"case reports\"[pt] AND english[la]", "1 2 3 4 5 6")]
    [InlineData("swiatek[au] NOT swiatek jc[au]", "1 2 3 4 5 6")]
    [InlineData("\"j inv cases\"[ta] AND 3[uid]", "3")]
    [InlineData("10.5555/case.2[aid]", "2")]
    [InlineData("medline[sb] AND 4:5[pmid]", "4 5")]
    public void Field_tags_in_any_case_and_name_choose_the_field(string query, string pmids) =>
        Assert.Equal(pmids, Index.Pmids(query));

    [Theory]
    [InlineData("fever[ti] OR natalizumab[ti] AND psoriasis[ti]", "1")]
    [InlineData("fever[ti] OR (natalizumab[ti] AND psoriasis[ti])", "1 5")]
    [InlineData("natalizumab[ti] NOT psoriasis[ti] OR fever[ti]", "2 5")]
    [InlineData("natalizumab[ti] psoriasis[ti]", "1")]
    [InlineData("natalizumab[ti] AND NOT psoriasis[ti]", "2")]
    [InlineData("natalizumab[ti] and psoriasis[ti]", "1")]
    public void Operators_work_from_left_to_right_without_precedence(string query, string pmids) => Assert.Equal(pmids, Index.Pmids(query));

    [Theory]
    [InlineData("psoria*[tiab]", "1 3")]
    [InlineData("cat*[tiab]", "3")]
    [InlineData("cate*[tiab]", "5")]
    [InlineData("\"pustular psoria*\"[tiab]", "1")]
    [InlineData("pustular psoria*[tiab]", "1")]
    public void A_star_truncates_after_four_letters_and_is_dropped_before(string query, string pmids) => Assert.Equal(pmids, Index.Pmids(query));

    [Theory]
    [InlineData("\"hip pain\"[tiab:~0]", "")]
    [InlineData("\"hip pain\"[tiab:~1]", "1")]
    [InlineData("\"hip pain\"[Title/Abstract:~2]", "1 3")]
    [InlineData("\"pain hip\"[tiab:~2]", "1 3")]
    [InlineData("\"natalizumab psoriasis\"[ti:~1]", "1")]
    [InlineData("\"hip pain*\"[tiab:~0]", "1 3")]
    public void Proximity_counts_the_words_between_in_any_order_and_ignores_wildcards(string query, string pmids) => Assert.Equal(pmids, Index.Pmids(query));

    [Theory]
    [InlineData("2026/11/01:2026/11/07[crdt]", "1 2")]
    [InlineData("\"2026/11/01\"[crdt] : \"2026/11/07\"[crdt]", "1 2")]
    [InlineData("\"2026/11/01\"[Date - Create] : \"3000\"[Date - Create]", "1 2 3")]
    [InlineData("2026/11/08:3000[crdt]", "3")]
    [InlineData("\"2026/11/01\":\"2026/11/07\"[crdt]", "1 2")]
    [InlineData("2026/11/01: \"2026/11/07\"[crdt]", "1 2")]
    [InlineData("2026/11/01 : 2026/11/07[crdt]", "1 2")]
    [InlineData("psoriatic arthritis: cat[ti]", "3")]
    [InlineData("2026/11[crdt]", "1 2 3")]
    [InlineData("2026/11/07[crdt]", "2")]
    [InlineData("2024[edat]", "1")]
    [InlineData("2026/11/20[mhda]", "1")]
    [InlineData("2026/11/15[lr]", "5")]
    [InlineData("2026/11/15[mdat] AND 2026/09/01[edat]", "5")]
    [InlineData("2009/11/01[dp]", "6")]
    [InlineData("2009/12[crdt]", "6")]
    [InlineData("2009:2010[dp]", "6")]
    [InlineData("\"last 16 days\"[crdt]", "2 3")]
    [InlineData("2026/13[crdt]", "")]
    public void Dates_and_ranges_select_by_the_date_that_the_tag_names(string query, string pmids) =>
        Assert.Equal(pmids, Index.Pmids(query));

    [Theory]
    [InlineData("taglich[ti] AND cafe[ti]", "4")]
    [InlineData("\"crohns disease\"[tiab]", "")]
    [InlineData("crohn's disease[tiab]", "2")]
    [InlineData("drug-induced[tiab]", "4 5")]
    [InlineData("\"drug eruption\"[tiab]", "2")]
    [InlineData("\"drug eruption\"[ot]", "2")]
    [InlineData("eruption[ti]", "")]
    public void Case_diacritics_and_hyphens_fold_and_author_keywords_count_as_title_and_abstract(string query, string pmids) => Assert.Equal(pmids, Index.Pmids(query));

    [Fact]
    public void A_tagged_phrase_outside_the_index_falls_apart_into_words()
    {
        var result = Index.Search("\"liver fever\"[tiab]");

        Assert.Equal("5", Index.Pmids("\"liver fever\"[tiab]"));
        Assert.Equal(["\"liver fever\"[Title/Abstract]"], result.QuotedPhrasesNotFound);
        Assert.Equal("\"liver\"[Title/Abstract] AND \"fever\"[Title/Abstract]", result.Translation);
    }

    [Fact]
    public void A_hyphenated_phrase_outside_the_index_finds_nothing() => Assert.Equal("", Index.Pmids("liver-fever[tiab]"));

    [Fact]
    public void A_term_that_no_record_has_is_reported()
    {
        var result = Index.Search("fever[tiab] OR qwxyz[tiab]");

        Assert.Equal(1, result.Docs.Count);
        Assert.Equal(["qwxyz"], result.PhrasesNotFound);
    }

    [Fact]
    public void An_untagged_quoted_phrase_outside_the_index_is_searched_by_its_words()
    {
        var result = Index.Search("\"liver fever\"");

        Assert.Equal(1, result.Docs.Count);
        Assert.Equal(["\"liver fever\""], result.QuotedPhrasesNotFound);
    }

    [Fact]
    public void Untagged_words_are_mapped_to_headings_and_the_mapping_is_told()
    {
        var result = Index.Search("natalizumab");

        Assert.Equal(2, result.Docs.Count);
        Assert.Equal("\"natalizumab\"[Supplementary Concept] OR \"natalizumab\"[MeSH Terms] OR \"natalizumab\"[All Fields]", result.Translation);
        Assert.Equal("natalizumab", Assert.Single(result.Translations).From);
    }

    [Fact]
    public void An_unknown_tag_makes_the_term_free_text_with_an_error_entry()
    {
        var result = Index.Search("natalizumab[nosuchfield]");

        Assert.Equal(2, result.Docs.Count);
        Assert.Equal(["nosuchfield"], result.FieldsNotFound);
    }

    [Fact]
    public void Unbalanced_parentheses_and_quotes_are_tolerated_and_reported()
    {
        Assert.Equal(["Unbalanced parentheses ignored."], Index.Search("(natalizumab[ti] AND psoriasis[ti]").Messages);
        Assert.Equal(["Unbalanced parentheses ignored."], Index.Search("natalizumab[ti] AND psoriasis[ti])").Messages);
        Assert.Equal(["Unmatched double quote ignored."], Index.Search("natalizumab\"[ti] AND psoriasis[ti]").Messages.Take(1));
    }

    [Fact]
    public void A_heading_is_exploded_where_its_narrower_headings_are_known()
    {
        var narrower = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["Psoriasis"] = ["Arthritis, Psoriatic"] };

        Assert.Equal(2, Index.Search("psoriasis[mh]", narrower).Docs.Count);
        Assert.Equal(1, Index.Search("psoriasis[mh:noexp]", narrower).Docs.Count);
        Assert.Equal(1, Index.Search("psoriasis[mh]").Docs.Count);
    }

    [Theory]
    [InlineData("natalizumab[ti] OR fever[ti] OR liver[ti]", "\"natalizumab\"[Title] OR \"fever\"[Title] OR liver[Title]")]
    [InlineData("natalizumab[ti] OR fever[ti] AND liver[tiab]", "(\"natalizumab\"[Title] OR \"fever\"[Title]) AND \"liver\"[Title/Abstract]")]
    [InlineData("\"liver injury\"[tiab:~1] AND 2026/10[crdt]", "\"liver injury\"[Title/Abstract:~1] AND 2026/10[Date - Create]")]
    [InlineData("cat*[tiab]", "\"cat\"[Title/Abstract]")]
    [InlineData("psoria*[tiab] NOT (Psoriasis[mh])", "\"psoria*\"[Title/Abstract] NOT \"psoriasis\"[MeSH Terms]")]
    public void The_translation_tells_how_the_query_was_understood(string query, string translation) => Assert.Equal(translation, Index.Search(query).Translation);

    [Fact]
    public void A_tag_after_a_group_is_ignored_and_reported() => Assert.Equal(["[tiab]"], Index.Search("(fever OR natalizumab)[tiab]").PhrasesIgnored);

    private static string Mesh(params string[] headings) => $"<MeshHeadingList>{string.Concat(headings)}</MeshHeadingList>";
}
