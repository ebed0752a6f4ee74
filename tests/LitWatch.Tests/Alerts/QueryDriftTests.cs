using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Sources;

namespace LitWatch.Tests.Alerts;

public class QueryDriftTests
{
    private const string Drug = "(\"natalizumab\"[Title/Abstract]) AND (\"psoriasis\"[MeSH Terms])";

    [Theory]
    [InlineData(Drug, Drug)]
    [InlineData(Drug + " AND 2026/11/16:2026/11/22[Date - Create]", Drug)]
    [InlineData(Drug + " AND 2026/11/16 : 2026/11/22[CRDT]", Drug)]
    [InlineData(Drug + " AND 2012/09/25[EDAT] : 2012/11/24[EDAT]", Drug)]
    [InlineData("(" + Drug + ") AND (2026/11/16:2026/11/22[Date - Create] OR 2026/11/16:2026/11/22[Date - Entry])", "(" + Drug + ")")]
    [InlineData("(" + Drug + ") AND ((\"2026/11/16\"[Date - Create] : \"2026/11/22\"[Date - Create]))", "(" + Drug + ")")]
    public void The_days_and_all_after_them_are_no_part_of_what_was_understood(string translated, string timeless) => Assert.Equal(timeless, QueryDrift.Timeless(translated));

    [Fact]
    public void Another_heading_is_drift_and_another_week_is_none()
    {
        var before = Run(Drug + " AND 2026/11/16:2026/11/22[Date - Create]");

        Assert.Null(QueryDrift.Of(before, ["query"], [Drug + " AND 2026/11/23:2026/11/29[Date - Create]"]));
        Assert.Null(QueryDrift.Of(before, ["query"], []));
        Assert.Null(QueryDrift.Of(Run(), ["query"], [Drug]));
        var told = QueryDrift.Of(before, ["query"], [Drug.Replace("psoriasis", "pustulosis", StringComparison.Ordinal) + " AND 2026/11/23:2026/11/29[Date - Create]"]);
        Assert.Contains("unchanged strategy", told, StringComparison.Ordinal);
        Assert.Contains("pustulosis", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_we_write_otherwise_is_our_own_doing_and_told_as_that() =>
        Assert.Contains("is asked otherwise than on 2026-11-23 (software 1.0)", QueryDrift.Of(Run(Drug), ["another query"], ["(" + Drug + ")"]), StringComparison.Ordinal);

    private static SearchRun Run(params string[] translated) => new()
    {
        Id = "x",
        Strategy = "s",
        Source = SourceNames.PubMed,
        Window = new SearchWindow(new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 22)),
        QueuedAt = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero),
        SearchedAt = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero),
        FinishedAt = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero),
        Certificate = new Certificate(SearchOutcome.Complete, 0, 0, 0, 0, [], []),
        Queries = ["query"],
        TranslatedQueries = translated,
        SoftwareVersion = "1.0",
    };
}
