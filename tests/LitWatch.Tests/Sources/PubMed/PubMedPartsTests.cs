using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>A window with more records than one search brings is searched in parts, which do not overlap and add up.</summary>
public sealed class PubMedPartsTests
{
    private readonly FakePubMed pubmed = new();

    [Fact]
    public async Task A_large_window_is_searched_in_parts_each_record_once_and_oldest_first()
    {
        pubmed.Add("2026-11-16", 10_000, 3_000).Add("2026-11-19", 20_000, 3_000).Add("2026-11-22", 30_000, 3_000);
        await using var search = Fixture();

        var batches = await search.SearchAsync();

        var pmids = batches.SelectMany(batch => batch).Select(article => int.Parse(article.Pmid.ToString()!, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(9_000, pmids.Count);
        Assert.Equal(pmids.Order(), pmids);
        Assert.All(batches, batch => Assert.InRange(batch.Count, 0, 200));
        Assert.True(search.Rests.Count >= 3, "Each part holds no more than is comfortable.");
        var from = search.Rests.OfType<SearchWindow>().Select(rest => rest.From).ToList();
        Assert.Equal(from.Order(), from);
        Assert.Empty(search.Transcript.Shortfalls);
        Assert.Equal((9_000, 9_000), (search.Transcript.Promised, search.Transcript.Delivered));
    }

    [Fact]
    public async Task A_record_of_two_parts_is_fetched_once()
    {
        pubmed.Add("2026-11-16", 1, 3_000).Add("2026-11-20", 10_000, 3_000);
        pubmed.Add("2026-11-21", 1, 500, created: "2026-11-16");
        await using var search = Fixture();

        var batches = await search.SearchAsync();

        Assert.Equal(6_000, batches.Sum(batch => batch.Count));
        Assert.Contains(search.Upstream.Requests, request => request["term"]?.Contains(" NOT ((2026/11/16:", StringComparison.Ordinal) == true);
        Assert.Empty(search.Transcript.Shortfalls);
    }

    [Fact]
    public async Task A_day_with_more_than_can_be_named_is_parted_by_creation()
    {
        for (var year = 1990; year < 2020; year++)
        {
            pubmed.Add("2026-11-17", year * 1_000, 700, created: $"{year}-03-01");
        }

        pubmed.Add("2026-11-16", 1, 10).Add("2026-11-18", 100, 10);
        await using var search = Fixture();

        var batches = await search.SearchAsync("2026-11-16", "2026-11-18");

        Assert.Equal(21_020, batches.Sum(batch => batch.Count));
        Assert.Equal(21_020, search.Transcript.Promised);
        Assert.Empty(search.Transcript.Shortfalls);
        Assert.Contains(search.Rests, rest => rest?.CreatedAfter is not null);
    }

    [Fact]
    public async Task What_no_date_can_part_falls_short_in_words_and_does_not_hold_up_the_days_after()
    {
        pubmed.Add("2026-11-16", 1, 10).Add("2026-11-17", 10_000, 10_500).Add("2026-11-18", 30_000, 10);
        await using var search = Fixture();

        var batches = await search.SearchAsync("2026-11-16", "2026-11-18");

        Assert.Equal("PubMed has 10500 records for 2026-11-17 and names 9999 of them; narrow the strategy.", Assert.Single(search.Transcript.Shortfalls));
        Assert.Equal(10_019, batches.Sum(batch => batch.Count));
        Assert.Contains(batches.SelectMany(batch => batch), article => article.Pmid.ToString() == "30009");
    }

    [Fact]
    public async Task A_list_that_PubMed_cuts_shorter_than_ever_is_parted_by_what_it_names()
    {
        pubmed.Cap = 50;
        pubmed.Add("2026-11-16", 100, 40).Add("2026-11-18", 200, 45).Add("2026-11-20", 300, 30);
        await using var search = Fixture();

        var batches = await search.SearchAsync();

        Assert.Equal(115, batches.Sum(batch => batch.Count));
        Assert.Empty(search.Transcript.Shortfalls);
    }

    [Fact]
    public async Task Counts_that_change_while_it_is_parted_are_asked_for_again()
    {
        pubmed.Add("2026-11-16", 10_000, 3_000).Add("2026-11-20", 20_000, 3_000);
        pubmed.Searching = search =>
        {
            if (search == 2)
            {
                pubmed.Add("2026-11-20", 40_000, 7);
            }
        };
        await using var search = Fixture();

        var batches = await search.SearchAsync();

        Assert.Equal(6_007, batches.Sum(batch => batch.Count));
        Assert.Empty(search.Transcript.Shortfalls);
    }

    [Fact]
    public async Task Counts_that_never_add_up_are_told()
    {
        pubmed.Add("2026-11-16", 10_000, 3_000).Add("2026-11-20", 20_000, 3_000);
        pubmed.Searching = search => pubmed.Add("2026-11-20", 40_000 + search, 1);
        await using var search = Fixture();

        await search.SearchAsync();

        Assert.Contains("in its two parts", search.Transcript.Shortfalls[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_window_everything_is_searched_by_its_dates()
    {
        for (var year = 1980; year < 2026; year++)
        {
            pubmed.Add($"{year}-06-01", year * 1_000, 500);
        }

        await using var search = Fixture();
        var found = 0;
        SearchWindow? rest = null;
        do
        {
            await foreach (var batch in search.Source.SearchAsync(SourceFixture.Strategy(), rest, search.Transcript, CancellationToken.None))
            {
                found += batch.Count;
            }

            rest = search.Transcript.Rest;
        }
        while (rest is not null);

        Assert.Equal(23_000, found);
        Assert.Empty(search.Transcript.Shortfalls);
    }

    [Property(MaxTest = 60)]
    public Property Parts_deliver_every_record_once_however_records_lie() => Prop.ForAll(Heaps(), Arb.From(Gen.Choose(3, 60)), (heaps, cap) =>
    {
        var fake = new FakePubMed { Cap = cap };
        foreach (var (day, created, count, i) in heaps.Select((heap, i) => (heap.Day, heap.Created, heap.Count, i)))
        {
            var on = new DateOnly(2026, 11, 10).AddDays(day);
            for (var n = 0; n < Math.Min(count, cap); n++)
            {
                // No heap of one day and one day of creation exceeds what can be named.
                fake.Put((i * 1_000) + n + 1, new FakePubMed.Dates(on.AddDays(-created - (i * 60)), on.AddDays(-created), n % 3 == 0 ? on : null, on));
            }
        }

        var (missing, twice, shortfalls) = DeliveredAsync(fake).GetAwaiter().GetResult();
        return (missing == 0 && twice == 0 && shortfalls.Count == 0).Label($"missing {missing}, twice {twice}, {string.Join("; ", shortfalls)}");
    });

    private static async Task<(int Missing, int Twice, IReadOnlyList<string> Shortfalls)> DeliveredAsync(FakePubMed fake)
    {
        await using var search = new SourceFixture(SourceNames.PubMed, new FakeUpstream(fake.Answer));
        var pmids = (await search.SearchAsync("2026-11-10", "2026-11-22")).SelectMany(batch => batch).Select(article => article.Pmid.ToString()!).ToList();
        return (fake.Count - pmids.Distinct(StringComparer.Ordinal).Count(), pmids.Count - pmids.Distinct(StringComparer.Ordinal).Count(), search.Transcript.Shortfalls);
    }

    private static Arbitrary<(int Day, int Created, int Count)[]> Heaps() => Arb.From(
        (from day in Gen.Choose(0, 12)
         from created in Gen.Choose(0, 30)
         from count in Gen.Choose(1, 40)
         select (day, created, count)).ArrayOf(8));

    private SourceFixture Fixture() => new(SourceNames.PubMed, new FakeUpstream(pubmed.Answer));
}
