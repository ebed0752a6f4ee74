using LitWatch.Digests.Mail;
using static LitWatch.Tests.Digests.Mail.Manifests;

namespace LitWatch.Tests.Digests.Mail;

public class DigestSubjectTests
{
    [Fact]
    public void One_alert_is_named() =>
        Assert.Equal("LitWatch: 3 new for natalizumab × psoriasis (week 47)", DigestSubject.Of(Digest(Psoriasis(Many(3)))));

    [Fact]
    public void Several_alerts_are_counted()
    {
        var alerts = Quiet(7).Append(Psoriasis(Many(4))).Append(Alert("x", Many(2))).Append(Alert("y", Line));

        Assert.Equal("LitWatch: 7 new in 3 of 10 alerts (week 47)", DigestSubject.Of(Digest([.. alerts])));
    }

    [Fact]
    public void Nothing_new_tells_how_many_alerts_were_searched() =>
        Assert.Equal("LitWatch: nothing new, 10 alerts searched (week 47)", DigestSubject.Of(Digest([.. Quiet(10)])));

    [Fact]
    public void Nothing_new_for_one_alert_names_it() =>
        Assert.Equal("LitWatch: nothing new for natalizumab × psoriasis (week 47)", DigestSubject.Of(Digest(Psoriasis())));

    [Fact]
    public void An_alert_that_was_not_searched_in_these_days_is_not_counted_as_searched()
    {
        var idle = Alert("idle") with { Searches = [PubMed with { Runs = 0, From = null, To = null }] };

        Assert.Equal("LitWatch: nothing new, 2 of 3 alerts searched (week 47)", DigestSubject.Of(Digest([.. Quiet(2), idle])));
    }

    [Fact]
    public void An_incomplete_search_is_told_with_news_and_without()
    {
        Assert.Equal("LitWatch: 3 new for natalizumab × psoriasis – search INCOMPLETE (week 47)", DigestSubject.Of(Digest(Psoriasis(Many(3)).Failing())));
        Assert.Equal("LitWatch: nothing new for natalizumab × psoriasis – search INCOMPLETE (week 47)", DigestSubject.Of(Digest(Psoriasis().Failing())));
        Assert.Equal("LitWatch: nothing new – search INCOMPLETE (week 47)", DigestSubject.Of(Digest([.. Quiet(9), Psoriasis().Failing()])));
    }

    [Fact]
    public void A_required_source_never_searched_is_incomplete()
    {
        var alert = Psoriasis() with { Searches = [new() { Source = "pubmed", Required = true }] };

        Assert.Equal("LitWatch: nothing new – search INCOMPLETE (week 47)", DigestSubject.Of(Digest(alert)));
    }

    [Theory]
    [InlineData("Europe/Rome", 47)]
    [InlineData("America/New_York", 46)]
    public void The_week_is_that_of_the_readers(string zone, int week)
    {
        // Monday 00:30 in Rome is still Sunday in New York.
        var digest = Digest(Psoriasis(Line)) with { TimeZone = zone, Slot = new DateTimeOffset(2026, 11, 15, 23, 30, 0, TimeSpan.Zero) };

        Assert.EndsWith($"(week {week})", DigestSubject.Of(digest), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_days_of_a_year_belong_to_the_week_of_their_Thursday() =>
        Assert.EndsWith("(week 53)", DigestSubject.Of(Digest(Psoriasis(Line)) with { Slot = new DateTimeOffset(2027, 1, 1, 6, 0, 0, TimeSpan.Zero) }), StringComparison.Ordinal);

    [Fact]
    public void A_zone_that_is_unknown_here_does_not_stop_the_mail() =>
        Assert.EndsWith("(week 47)", DigestSubject.Of(Digest(Psoriasis(Line)) with { TimeZone = "Mars/Olympus" }), StringComparison.Ordinal);

    [Fact]
    public void A_hostile_name_stays_one_short_line()
    {
        var subject = DigestSubject.Of(Digest(Alert("a\r\nBcc: all@company.example\u2028\u202E\0" + new string('x', 5_000), Line).Failing()));

        Assert.DoesNotContain(subject, character => char.IsControl(character) || character is '\u2028' or '\u202E');
        Assert.True(subject.Length <= DigestSubject.Longest);
        Assert.EndsWith("– search INCOMPLETE (week 47)", subject, StringComparison.Ordinal);
    }
}
