using Xunit.Abstractions;

namespace LitWatch.Tests.Sources.Crossref;

/// <summary>Faults by chance, several at once, at a Crossref whose answer takes three pages.</summary>
public sealed class CrossrefFaultScheduleTests(ITestOutputHelper output)
{
    private const int Works = 405;

    [Fact]
    public async Task Every_article_is_brought_or_told_whatever_goes_wrong()
    {
        await using var crossref = await ReplayedSearch.CrossrefAsync(Works);

        await FaultSchedule.RunAllAsync(crossref, ["works"], output);
    }
}
