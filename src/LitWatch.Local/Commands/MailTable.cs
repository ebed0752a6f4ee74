using System.Globalization;
using LitWatch.Digests;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary>What became of a digest's mails, by address.</summary>
internal static class MailTable
{
    /// <summary><c>2 sent, 1 failed</c>.</summary>
    public static string Summary(IReadOnlyList<RecipientMail> mails) =>
        string.Join(", ", mails.GroupBy(mail => mail.State).OrderBy(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {Name(group.Key)}")));

    public static void Print(Terminal terminal, IReadOnlyList<RecipientMail> mails, bool json)
    {
        RecipientMail[] ordered = [.. ListMails.InOrder(mails)];
        if (json)
        {
            terminal.Print(new ListPage<RecipientMail>(ordered, null), WebJson.Readable.ListPageRecipientMail);
            return;
        }

        terminal.PrintTable(
            ["Recipient", "State", "Tries", "Sent", "Message-ID", "Remarks"],
            [
                .. ordered.Select(mail => (string[])
                [
                    mail.Address,
                    Name(mail.State),
                    mail.Tries.ToString(CultureInfo.InvariantCulture),
                    Tables.Cell(mail.SentAt),
                    mail.MessageId ?? "",
                    string.Join('\n', new[] { mail.Error, mail.Again is { } again ? $"asked for again by {again.By}, {Tables.Cell(again.At)}" : null }.OfType<string>()),
                ]),
            ],
            "No mail was made.");
    }

    private static string Name(MailState state) => state.ToString().ToLowerInvariant();
}
