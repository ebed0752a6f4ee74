using System.CommandLine;
using LitWatch.Digests;
using LitWatch.Local.Hosting;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Utils;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch mail test</c>: whether mail leaves as configured.</summary>
internal static class MailCommand
{
    public static Command Create(Terminal terminal)
    {
        var address = new Argument<string>("ADDRESS") { Description = "who gets the test mail" };
        var test = new DocumentedCommand("test", "send a short test mail the way digests are sent, and say where it went", "mail test safety@example.org") { address };
        test.SetAction(async (arguments, cancellationToken) =>
        {
            var to = arguments.GetRequiredValue(address);
            if (!MailAddress.Is(to))
            {
                throw new CommandException(MailAddress.Wrong(to), ExitCode.WrongUsage);
            }

            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var options = session.Get<IOptions<MailOptions>>().Value;
            using var mail = Mail(options.From, to, session.Get<TimeProvider>().GetUtcNow());
            await SendAsync(session.Get<IMailer>(), mail, options, cancellationToken);
            terminal.Say(string.IsNullOrEmpty(options.Host)
                ? $"The mail is in {Path.GetFullPath(Path.Combine(options.PickupDirectory, PickupMailer.FileName(mail.MessageId!)))} (no Mail:Host is set)."
                : $"{options.Host} took the mail for {to}.");
        });
        return new Command("mail", "how mail leaves") { test };
    }

    private static async Task SendAsync(IMailer mailer, MimeMessage mail, MailOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await mailer.SendAsync(mail, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var where = string.IsNullOrEmpty(options.Host) ? options.PickupDirectory : options.Host;
            var said = fault.InnerException is { } inner and not IOException ? $"{Debugging.FirstLine(fault)} {Debugging.FirstLine(inner)}" : Debugging.FirstLine(fault);
            throw new CommandException($"{where}: {said}", fault);
        }
    }

    private static MimeMessage Mail(string from, string to, DateTimeOffset now)
    {
        var sender = MailboxAddress.Parse(from);
        var mail = new MimeMessage
        {
            Subject = "LitWatch: test mail",
            Date = now,
            MessageId = MimeUtils.GenerateMessageId(sender.Domain is { Length: > 0 } domain ? domain : "localhost"),
            Body = new TextPart("plain") { Text = "This is a test mail of LitWatch. Digests will come from the same sender, on the same way.\n" },
        };
        mail.From.Add(sender);
        mail.To.Add(MailboxAddress.Parse(to));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
