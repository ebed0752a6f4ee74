using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;

namespace LitWatch.Tests.Articles;

public class PartialDateTests
{
    [Theory]
    [InlineData(2022, null, null, "2022")]
    [InlineData(2022, 4, null, "2022-04")]
    [InlineData(2022, 4, 30, "2022-04-30")]
    [InlineData(2022, 4, 31, "2022-04")]
    [InlineData(2023, 2, 29, "2023-02")]
    [InlineData(2024, 2, 29, "2024-02-29")]
    [InlineData(2022, 13, 1, "2022")]
    [InlineData(2022, null, 5, "2022")]
    [InlineData(2022, 0, 5, "2022")]
    [InlineData(812, 1, 1, "0812-01-01")]
    public void It_keeps_what_is_possible(int? year, int? month, int? day, string expected) => Assert.Equal(expected, PartialDate.Of(year, month, day)?.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(10000)]
    public void Without_a_possible_year_there_is_no_date(int? year) => Assert.Null(PartialDate.Of(year, 4, 30));

    [Theory]
    [InlineData("2022-4")]
    [InlineData("2022-13")]
    [InlineData("2022-02-30")]
    [InlineData("2022-02-03-04")]
    [InlineData("22")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("+022")]
    [InlineData("2022-")]
    public void Other_forms_are_refused(string? text) => Assert.False(PartialDate.TryParse(text, out _));

    [Fact]
    public void The_first_day_that_it_can_mean_orders_it()
    {
        PartialDate[] dates = [.. new[] { "2022-04-02", "2022", "2021-12-31", "2022-04" }.Select(Parse)];

        Assert.Equal(["2021-12-31", "2022", "2022-04", "2022-04-02"], dates.Order().Select(date => date.ToString()));
        Assert.Equal(new DateOnly(2022, 4, 1), Parse("2022-04").Earliest);
        Assert.Equal([1, 2, 3], new[] { "2022", "2022-04", "2022-04-02" }.Select(text => Parse(text).Precision));
    }

    [Property]
    public Property Every_date_reads_again_as_itself() => Prop.ForAll(
        ArticleChance.Date.ToArbitrary(), date => date is null || (PartialDate.TryParse(date.Value.ToString(), out var again) && again == date));

    [Property]
    public bool Nothing_makes_it_throw(string? text) => !PartialDate.TryParse(text, out var date) || date.ToString() == text;

    private static PartialDate Parse(string text) => PartialDate.TryParse(text, out var date) ? date : throw new FormatException(text);
}
