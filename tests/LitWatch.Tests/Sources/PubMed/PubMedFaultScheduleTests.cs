using Xunit.Abstractions;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>Faults by chance, several at once, at a PubMed that names so few records that every week is searched in parts.</summary>
public sealed class PubMedFaultScheduleTests(ITestOutputHelper output)
{
    private const int Records = 17;
    private const int SearchCap = 4;

    [Fact]
    public async Task Every_article_is_brought_or_told_whatever_goes_wrong()
    {
        await using var pubMed = await ReplayedSearch.PubMedAsync(Records, SearchCap);

        await FaultSchedule.RunAllAsync(pubMed, ["esearch", "efetch", "*"], output);
    }
}
