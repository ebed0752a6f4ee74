using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Strategies.Matching;

namespace LitWatch.Tests.Digests;

public sealed class DigestOrderTests
{
    [Fact]
    public void Cases_come_first_then_indexed_harm_then_titles_then_the_rest_each_newest_first()
    {
        DigestLine[] lines =
        [
            Line("rest, newer"),
            Line("title") with { Spans = [new("title", 0, 5, "title")] },
            Line("harm, newer") with { Article = Article("harm, newer") with { Mesh = [new("D1", "Natalizumab", Major: false) { Qualifiers = [new("Q1", "adverse effects", Major: true)] }] } },
            Line("case by type") with { Article = Article("case by type") with { PublicationTypes = ["Journal Article", "Case Reports"] } },
            Line("rest, older"),
            Line("Rash: a Case Report"),
            Line("harm, older") with { Article = Article("harm, older") with { Mesh = [new("D2", "Psoriasis", Major: false) { Qualifiers = [new("Q2", "chemically induced", Major: false)] }] } },
        ];

        Assert.Equal(
            ["case by type", "Rash: a Case Report", "harm, newer", "harm, older", "title", "rest, newer", "rest, older"],
            DigestOrder.Of(lines).Select(line => line.Article.Title));
    }

    private static DigestLine Line(string title) => new() { Article = Article(title), FirstSeenAt = DateTimeOffset.UnixEpoch };

    private static Article Article(string title) => new() { Id = title, Title = title };
}
