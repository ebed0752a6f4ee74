using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using LitWatch.Digests;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch erase</c>: takes people's mail addresses out of the storage account.</summary>
internal static class EraseCommand
{
    public static DocumentedCommand Create(Terminal terminal)
    {
        var address = new Argument<string?>("ADDRESS") { Description = "whose owner wants it erased, in all teams", Arity = ArgumentArity.ZeroOrOne };
        var before = CommonOptions.Day("--left-before", "instead of one address: all that get no mail any more and got none on this day or later");
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "erase",
            "take mail addresses out of subscriptions, their history and the records of mails; a hash stays, so that what was sent and when stays proven. Nothing more is sent there, and it cannot be undone. Backups made before hold the address still",
            "erase somebody@example.org",
            "erase --left-before 2025-11-30") { address, before, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(address) is null == result.GetValue(before) is null)
            {
                result.AddError("Name either one address or --left-before.");
            }
        });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            if (arguments.GetValue(address) is { } one && !MailAddress.Is(one))
            {
                throw new CommandException(MailAddress.Wrong(one), ExitCode.WrongUsage);
            }

            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var erase = session.Get<EraseAddress>();
            var addresses = arguments.GetValue(before) is { } day ? await erase.GoneBeforeAsync(day, cancellationToken) : [arguments.GetValue(address)!.Trim()];
            var erased = new List<ErasedAddress>();
            foreach (var gone in addresses)
            {
                var found = await erase.RunAsync(gone, session.By, cancellationToken);
                if (found is not { Subscriptions: 0, Versions: 0, Mails: 0 })
                {
                    erased.Add(found);
                }
            }

            if (arguments.GetValue(json))
            {
                terminal.Print(new ListPage<ErasedAddress>(erased, null), EraseJson.Default.ListPageErasedAddress);
            }
            else
            {
                terminal.PrintTable(
                    ["!Hash", "Subscriptions", "Versions", "Mails"],
                    [.. erased.Select(found => (string[])[found.Hash, Number(found.Subscriptions), Number(found.Versions), Number(found.Mails)])],
                    "There is no such address.");
            }
        });
        return command;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ListPage<ErasedAddress>))]
internal sealed partial class EraseJson : JsonSerializerContext;
