using System.Text;
using LitWatch.Digests;

using LitWatch.Tests.Digests.Mail;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LitWatch.Tests.Digests.Smtp;

public sealed class SmtpMailerTests(SmtpFixture server) : IClassFixture<SmtpFixture>
{
    private static readonly Delivery Digest = new("team", "sb1", new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero)) { ComposedAt = new DateTimeOffset(2026, 11, 23, 7, 1, 0, TimeSpan.Zero) };

    [Fact]
    public async Task A_digest_arrives_as_it_was_composed()
    {
        await Mailer().SendAsync(Mail("safety@example.org", "3 new for natalizumab × psoriasis"), CancellationToken.None);

        var received = await server.NextAsync();
        Assert.Equal(["safety@example.org"], received.Recipients);
        Assert.Equal("3 new for natalizumab × psoriasis", received.Mail.Subject);
        Assert.Equal(DigestMessage.MessageIdOf(Digest, "safety@example.org", MailboxAddress.Parse("litwatch@example.org")), received.Mail.MessageId);
        Assert.Contains("token=secret-token", received.Mail.Headers["List-Unsubscribe"], StringComparison.Ordinal);
        Assert.Equal("auto-generated", received.Mail.Headers["Auto-Submitted"]);
        Assert.Contains("α4-integrin", received.Mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("leave: secret-token", received.Mail.TextBody!.Trim());
    }

    [Fact]
    public async Task The_configured_user_signs_in()
    {
        await Mailer(options => (options.Username, options.Password) = ("litwatch", "secret")).SendAsync(Mail("safety@example.org", "signed in"), CancellationToken.None);

        Assert.Equal("litwatch", (await server.NextAsync()).User);
    }

    [Fact]
    public Task A_wrong_password_is_a_fault_that_may_pass() =>
        Assert.ThrowsAsync<AuthenticationException>(() =>
            Mailer(options => (options.Username, options.Password) = ("litwatch", "wrong")).SendAsync(Mail("safety@example.org", "no"), CancellationToken.None));

    [Fact]
    public async Task An_unknown_recipient_is_refused_for_good()
    {
        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => Mailer().SendAsync(Mail("refused@example.org", "no"), CancellationToken.None));

        Assert.Contains("550", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("refused@example.org", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_later_is_tried_again() =>
        Assert.False(await Assert.ThrowsAnyAsync<Exception>(() => Mailer().SendAsync(Mail("later@example.org", "no"), CancellationToken.None)) is MailRefusedException);

    [Fact]
    public async Task A_subject_cannot_bring_headers_of_its_own()
    {
        await Mailer().SendAsync(Mail("safety@example.org", "x\r\nBcc: thief@example.org"), CancellationToken.None);

        var received = await server.NextAsync();
        Assert.Equal(["safety@example.org"], received.Recipients);
        Assert.Empty(received.Mail.Bcc);
    }

    [Fact]
    public async Task Files_of_the_new_articles_go_with_the_mail_and_a_mail_made_again_is_the_same_to_the_byte()
    {
        var manifest = Manifests.Digest(Manifests.Psoriasis(Manifests.Line, Manifests.Titled("=HYPERLINK(\"https://evil.example\") of the skin"))) with { Attach = [DigestAttachment.Ris, DigestAttachment.Csv] };
        var files = AttachedFile.Of(manifest);
        using var mail = Mail("safety@example.org", "with files", files);
        using var again = Mail("safety@example.org", "with files", AttachedFile.Of(manifest));

        Assert.Equal(mail.ToString(), again.ToString());
        await Mailer().SendAsync(mail, CancellationToken.None);

        var received = (await server.NextAsync()).Mail;
        Assert.Contains("α4-integrin", received.HtmlBody, StringComparison.Ordinal);
        Assert.Equal([("litwatch-2026-11-16.csv", "text/csv"), ("litwatch-2026-11-16.ris", "application/x-research-info-systems")], received.Attachments.OfType<MimePart>().Select(part => (part.FileName, part.ContentType.MimeType)));
        Assert.Equal(files.Select(file => file.Content), received.Attachments.OfType<MimePart>().Select(Bytes));
        var csv = Encoding.UTF8.GetString(files[0].Content);
        Assert.Contains("'=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.Contains($"DO  - {Manifests.Ozarslan.Doi}", Encoding.UTF8.GetString(files[1].Content), StringComparison.Ordinal);
        Assert.Empty(AttachedFile.Of(Manifests.Digest(Manifests.Psoriasis()) with { Attach = [DigestAttachment.Csv] }));
    }

    [Theory]
    [InlineData(SecureSocketOptions.StartTls)]
    [InlineData(SecureSocketOptions.Auto)]
    public async Task A_certificate_that_nobody_trusts_is_refused(SecureSocketOptions security) =>
        await Assert.ThrowsAsync<SslHandshakeException>(() => Mailer(options => (options.Port, options.Security) = (server.UntrustedPort, security)).SendAsync(Mail("safety@example.org", "x"), CancellationToken.None));

    [Theory]
    [InlineData(SecureSocketOptions.Auto, typeof(AuthenticationException))]
    [InlineData(SecureSocketOptions.StartTlsWhenAvailable, typeof(AuthenticationException))]
    [InlineData(SecureSocketOptions.StartTls, typeof(NotSupportedException))]
    public async Task A_password_does_not_go_over_a_line_that_was_to_be_encrypted(SecureSocketOptions security, Type fault) =>
        Assert.IsType(fault, await Record.ExceptionAsync(() =>
            Mailer(options => (options.Username, options.Password, options.Security) = ("litwatch", "secret", security)).SendAsync(Mail("safety@example.org", "x"), CancellationToken.None)));

    private static byte[] Bytes(MimePart part)
    {
        using var content = new MemoryStream();
        part.Content!.DecodeTo(content);
        return content.ToArray();
    }

    private SmtpMailer Mailer(Action<MailOptions>? change = null)
    {
        var options = new MailOptions { From = "LitWatch <litwatch@example.org>", Host = "127.0.0.1", Port = server.Port, Security = SecureSocketOptions.None };
        change?.Invoke(options);
        return new SmtpMailer(Options.Create(options));
    }

    private static MimeMessage Mail(string to, string subject, IReadOnlyList<AttachedFile>? files = null) => DigestMessage.Build(
        Digest, "LitWatch <litwatch@example.org>", to, DigestMessage.MessageIdOf(Digest, to, MailboxAddress.Parse("litwatch@example.org")), subject, "<p>α4-integrin</p>", $"leave: {DigestMessage.TokenPlaceholder}", files ?? [], new Uri("https://litwatch.example.org/api/unsubscribe"), "secret-token");
}
