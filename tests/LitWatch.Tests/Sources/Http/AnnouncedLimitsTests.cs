using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Http;

namespace LitWatch.Tests.Sources.Http;

public class AnnouncedLimitsTests
{
    private static readonly SourceCall Call = new(SourceNames.Crossref, "works", new SourceRequest("GET", "http://crossref.test/"), RequestsPerSecond: 3, _ => null, _ => null) { AtOnce = 1 };

    [Theory]
    [InlineData("50", "1s", "", 50, 1)]
    [InlineData("10", "1s", "3", 10, 3)]
    [InlineData("30", "1m", "", 0.5, 1)]
    [InlineData("5", "10s", "", 0.5, 1)]
    [InlineData("10", "", "", 10, 1)]
    [InlineData("", "", "5", 3, 5)]
    [InlineData("0", "1s", "0", 3, 1)]
    [InlineData("-1", "1s", "-1", 3, 1)]
    [InlineData("many", "1s", "some", 3, 1)]
    [InlineData("10", "soon", "", 10, 1)]
    [InlineData("10", "0s", "", 10, 1)]
    [InlineData("1000000", "1s", "1000000", 3, 1)]
    [InlineData("99999999999999999999", "1s", "99999999999999999999", 3, 1)]
    public void What_a_source_states_holds_unless_it_makes_no_sense(string limit, string interval, string atOnce, double rate, int places)
    {
        var limits = new AnnouncedLimits();
        limits.Read(SourceNames.Crossref, Answer(limit, interval, atOnce));

        Assert.Equal(rate, limits.RequestsPerSecond(Call));
        Assert.Equal(places, limits.AtOnce(Call));
    }

    [Fact]
    public void What_one_source_states_is_nothing_to_another_and_a_silent_answer_takes_nothing_back()
    {
        var limits = new AnnouncedLimits();
        limits.Read(SourceNames.PubMed, Answer("50", "1s", "9"));
        Assert.Equal((3.0, 1), (limits.RequestsPerSecond(Call), limits.AtOnce(Call)));

        limits.Read(SourceNames.Crossref, Answer("50", "1s", "9"));
        limits.Read(SourceNames.Crossref, Answer("", "", ""));

        Assert.Equal((50.0, 9), (limits.RequestsPerSecond(Call), limits.AtOnce(Call)));
    }

    private static HttpResponseMessage Answer(string limit, string interval, string atOnce)
    {
        var answer = new HttpResponseMessage();
        foreach (var (name, value) in new[] { ("x-rate-limit-limit", limit), ("X-Rate-Limit-Interval", interval), ("x-concurrency-limit", atOnce) })
        {
            if (value.Length > 0)
            {
                answer.Headers.Add(name, value);
            }
        }

        return answer;
    }
}
