using System.Text;
using LitWatch.Digests;
using LitWatch.Digests.Mail;
using static LitWatch.Tests.Digests.Mail.Manifests;

namespace LitWatch.Tests.Digests.Mail;

public class DigestTextTests
{
    [Fact]
    public void It_tells_the_same_in_the_same_order()
    {
        var text = Flat(DigestText.Render(Sample.Everything, Manifests.Links));

        string[] parts =
        [
            "2 new articles in 1 of 4 alerts – search INCOMPLETE", "Week 47 of 2026", "(Europe/Rome)", DigestNotice.GapsTitle, "FAILED: PubMed did not answer",
            "natalizumab × psoriasis: 2 new; complete", "1. " + Title, "Ozarslan B, Second S, Third T, et al.", "Dermatol Pract Concept. 2022 Apr;12(2):e2022088",
            "PMID 35646438: https://pubmed.ncbi.nlm.nih.gov/35646438/", "DOI 10.5826/dpc.1202a88: https://doi.org/10.5826/dpc.1202a88", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/",
            "given *natalizumab* every four weeks", "Keywords: natalizumab", "MeSH: Psoriasis/chemically induced*", "Type: Journal Article, Case Reports",
            "Why it matched: title: natalizumab, psoria*", "Also matches: natalizumab × any reaction", "Found in: PubMed, Crossref",
            "2. [RETRACTED] [no abstract] [not in English] Psoriasis under treatment", "Language: German", "Known articles that now also match", "Skin reactions",
            "What was searched", "PubMed (required): complete", "9–15 Nov 2026 (7 days); promised 12, delivered 12, no warnings; complete through 15 Nov 2026",
            "Crossref (supplementary)", "Warning: Crossref ranks", "not searched yet", "LitWatch: subscription Neurology safety", "Next digest: Monday 23 November 2026, 07:00 (Europe/Rome)",
            "Unsubscribe: https://litwatch.example/api/unsubscribe?token=abc&kind=x", "disclaimer and copyright notice: https://www.ncbi.nlm.nih.gov/home/about/policies/", "LitWatch 0.1.0+test",
        ];
        var at = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is not after position {at} of:\n{text}");
            at = found;
        }
    }

    [Fact]
    public void The_title_stands_once() => Assert.Equal(2, Flat(DigestText.Render(Digest(Psoriasis(Line)), Manifests.Links)).Split(Title).Length);

    [Fact]
    public void Lines_have_at_most_78_columns_unless_an_address_is_longer()
    {
        var alert = Psoriasis(Line, Titled(new string('W', 300)), Titled(string.Concat(Enumerable.Repeat("自然 ", 80)))).Failing(new string('y', 200));

        Assert.All(
            DigestText.Render(Digest(alert), Manifests.Links).Split('\n'),
            line => Assert.True(line.Length <= TextLines.Columns || line.Contains("https://", StringComparison.Ordinal), line));
    }

    [Fact]
    public void Hostile_text_stays_in_its_line()
    {
        var text = DigestText.Render(Digest(Alert("a\r\n\r\nForged heading\u202E", Titled("Title\r\n.\r\nQUIT\0\u001B[2J"))), Manifests.Links);

        Assert.DoesNotContain(text, character => (char.IsControl(character) && character != '\n') || character == '\u202E');
        Assert.Contains("Title . QUIT", text, StringComparison.Ordinal);
        Assert.Contains("a Forged heading: 1 new", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_new_says_so_and_shows_what_was_searched()
    {
        var text = DigestText.Render(Digest(Psoriasis()), Manifests.Links);

        Assert.StartsWith("Nothing new for natalizumab × psoriasis\n=======", text, StringComparison.Ordinal);
        Assert.Contains(DigestNotice.NothingNew[..40], text, StringComparison.Ordinal);
        Assert.Contains("PubMed (required): complete", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_new_in_an_incomplete_search_never_looks_like_a_result() =>
        Assert.StartsWith("Nothing new for natalizumab × psoriasis – search INCOMPLETE\n", DigestText.Render(Digest(Psoriasis().Failing()), Manifests.Links), StringComparison.Ordinal);

    [Fact]
    public void Two_thousand_articles_fit_and_the_rest_is_counted()
    {
        var text = DigestText.Render(Digest(Psoriasis(Many(2_000))), Manifests.Links);

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 80_000, FitDigest.Limit - 1);
        Assert.Contains("Further new articles, by title:", text, StringComparison.Ordinal);
        Assert.Matches(@"and [\d,]+ more https://litwatch\.example/\n", text);
        Assert.Contains("What was searched", text, StringComparison.Ordinal);
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
