using System.Text;
using LitWatch.Alerts;
using LitWatch.Replay.Faults;

namespace LitWatch.Tests.Sources;

/// <summary>One row of a fault table: what goes wrong, and how the search has to end.</summary>
/// <param name="Why">What the certificate says, or one of several separated by |; empty: anything.</param>
/// <param name="Kept">What one of the kept answers holds.</param>
internal sealed record FaultRow(string Name, SearchOutcome Outcome, string Why, string Kept, params string[] Faults)
{
    /// <summary>Searches under the faults, and once more without; asserts what holds of every row.</summary>
    public async Task<SearchedOnce> CheckAsync(ReplayedSearch search)
    {
        search.Server.Faults.Clear();
        search.Server.Faults.Add(Faults);

        var faulty = await search.RunAsync();
        search.Server.Faults.Clear();
        var next = await search.RunAsync();

        Assert.True(Outcome == faulty.Certificate.Outcome, faulty.ToString());
        Assert.True(Why.Split('|').Any(words => string.Join('\n', faulty.Certificate.Why).Contains(words, StringComparison.Ordinal)), faulty.ToString());
        Assert.Empty(faulty.LostInSilence);
        Assert.Equal(faulty.Certificate.Outcome == SearchOutcome.Complete, faulty.Certificate.Why.Count == 0);
        Assert.True(faulty.Certificate.Outcome != SearchOutcome.Complete || faulty.Lost.Count == 0, faulty.ToString());
        Assert.Equal(faulty.Delivered.Distinct(), faulty.Delivered);

        // Whatever the server sent is kept, the damaged answer among it. A connection may be cut before any of the answer has come.
        Assert.InRange(faulty.Requests.Count(request => request.Status != 0) - faulty.Kept.Count, 0, Faults[0].Contains("kind=cut", StringComparison.Ordinal) ? 8 : 0);
        Assert.Contains(faulty.Kept, answer => Encoding.UTF8.GetString(answer.Body.Span).Contains(Kept, StringComparison.Ordinal));
        Assert.DoesNotContain(SourceFixture.Key, faulty.Log + string.Join('\n', faulty.Certificate.Why), StringComparison.Ordinal);
        Assert.Contains("Retry", faulty.Certificate.Outcome == SearchOutcome.Failed ? faulty.Log : "Retry", StringComparison.Ordinal);

        Assert.True(next.Certificate.Outcome == SearchOutcome.Complete && next.Lost.Count == 0, next.ToString());
        return faulty;
    }
}
