using System.Web;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Crossref;
using LitWatch.Strategies;
using LitWatch.Tests.Strategies;

namespace LitWatch.Tests.Sources.Crossref;

/// <summary>What a user types is words to Crossref, never a parameter, a filter or another address.</summary>
public class CrossrefTermTests
{
    [Theory]
    [InlineData("\" OR 1=1")]
    [InlineData("natalizumab&rows=0")]
    [InlineData("natalizumab#fragment")]
    [InlineData("natalizumab?cursor=*")]
    [InlineData("a,has-abstract:true")]
    [InlineData("../members/98")]
    [InlineData("[tiab] AND (x)")]
    [InlineData("natali%26zumab%00")]
    [InlineData("natalizumab\r\nHost: elsewhere")]
    [InlineData("\u202Enatalizumab")]
    [InlineData("+natalizumab -psoriasis")]
    public void A_hostile_term_stays_one_value(string term) => Assert.True(IsOneValue(term), term);

    [Fact]
    public void A_term_of_ten_thousand_letters_stays_one_value() => Assert.True(IsOneValue(string.Concat(Enumerable.Repeat("nata&=#?% ", 1_000))));

    [Property(MaxTest = 500)]
    public Property Any_term_stays_one_value() => Prop.ForAll(Chance.Noise.ToArbitrary(), IsOneValue);

    private static bool IsOneValue(string term)
    {
        var asked = CrossrefSource.Terms(new Strategy { Drug = [term], Reaction = ["psoriasis"] });
        return asked.Count <= 1 && asked.All(one =>
        {
            var address = new Uri(CrossrefClient.Address(new CrossrefOptions().Base, one));
            var parameters = HttpUtility.ParseQueryString(address.Query);
            return address is { Host: "api.crossref.org", AbsolutePath: "/works", Fragment: "" } && parameters.Count == 1 && parameters["query.bibliographic"] == one && PlainText.Normalize(one) == one;
        });
    }
}
