using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using LitWatch.Digests;
using LitWatch.Digests.Mail;
using MimeKit;

namespace LitWatch.Tests.Digests.Mail;

/// <summary>What others write stays text in everything that goes out: subject, headers, text, CSV and RIS (the HTML body: in a real browser, see <see cref="Browser.DigestPageTests"/>).</summary>
public sealed class HostileDigestTests
{
    public static TheoryData<string> Attacks => [.. HostileDigest.Attacks.Keys];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void The_subject_is_one_line_that_shows_what_it_says(string attack)
    {
        var subject = DigestSubject.Of(HostileDigest.Of(HostileDigest.Attacks[attack]));

        Assert.InRange(subject.Length, 10, DigestSubject.Longest + 1);
        Assert.DoesNotContain(subject, Steers);
        Assert.Contains("INCOMPLETE", subject, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void The_text_has_no_character_that_steers_and_fits(string attack)
    {
        var text = DigestText.Render(HostileDigest.Of(HostileDigest.Attacks[attack]), Manifests.Links);

        Assert.DoesNotContain(text.Replace("\n", "", StringComparison.Ordinal), Steers);
        Assert.True(Encoding.UTF8.GetByteCount(text) < 102_400);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= TextLines.Columns || line.Contains("https://", StringComparison.Ordinal), line));
        Assert.Contains("What was searched", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task The_mail_has_the_headers_and_parts_of_ours_and_no_other(string attack)
    {
        var manifest = HostileDigest.Of(HostileDigest.Attacks[attack]);
        var delivery = new Delivery(manifest.Team, manifest.Subscription, manifest.Slot) { ComposedAt = manifest.ComposedAt };
        using var built = DigestMessage.Build(
            delivery, "LitWatch <litwatch@example.org>", "safety@example.org", "id@example.org", DigestSubject.Of(manifest),
            await DigestHtml.RenderAsync(manifest, Manifests.Links, CancellationToken.None), DigestText.Render(manifest, Manifests.Links), AttachedFile.Of(manifest), new Uri("https://litwatch.example/api/unsubscribe"), "token");
        using var wire = new MemoryStream();
        await built.WriteToAsync(wire);
        wire.Position = 0;

        using var mail = await MimeMessage.LoadAsync(wire);

        Assert.Equal(
            ["Auto-Submitted", "Date", "From", "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Message-Id", "References", "Subject", "To"],
            mail.Headers.Select(header => header.Field).Order(StringComparer.Ordinal));
        Assert.Equal("safety@example.org", Assert.Single(mail.To.Mailboxes).Address);
        Assert.Equal(DigestSubject.Of(manifest), mail.Subject);
        Assert.Equal(["text/plain", "text/html", "text/csv", "application/x-research-info-systems"], mail.BodyParts.Select(part => part.ContentType.MimeType));
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_spreadsheet_computes_nothing(string attack)
    {
        var file = AttachedFile.Of(HostileDigest.Of(HostileDigest.Attacks[attack])).Single(file => file.Type == "text/csv");
        using var reader = new StreamReader(new MemoryStream(file.Content));
        using var csv = CsvReader.Create(reader, new CsvReaderOptions { Separator = ',', MalformedData = CsvMalformedDataHandling.Throw });

        csv.ReadHeader();
        Assert.True(csv.Read());
        Assert.All(Enumerable.Range(0, csv.Headers.Count), column => Assert.DoesNotMatch(@"^\s*[=+\-@\t\r]", csv.GetString(column)));
        Assert.False(csv.Read());
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_reference_manager_reads_one_record(string attack)
    {
        var file = AttachedFile.Of(HostileDigest.Of(HostileDigest.Attacks[attack])).Single(file => file.Type != "text/csv");

        string[] lines = Encoding.UTF8.GetString(file.Content).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, line => Assert.Matches(new Regex("^[A-Z][A-Z0-9]  -( |$)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)), line));
        Assert.StartsWith("TY  -", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("ER  -", lines[^1], StringComparison.Ordinal);
        Assert.Single(lines, line => line.StartsWith("TY  -", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("ER  -", StringComparison.Ordinal));
    }

    private static bool Steers(char character) =>
        char.IsControl(character) || (character is not '\u200C' and not '\u200D' && CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
