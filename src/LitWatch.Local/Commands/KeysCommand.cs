using System.CommandLine;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch keys add</c>: makes an API key.</summary>
internal static class KeysCommand
{
    public static Command Create(Terminal terminal)
    {
        var role = new Option<string>("--role") { Description = "what it may do: read, read and edit, everything", Required = true };
        role.AcceptOnlyFromAmong("reader", "editor", "admin");
        var name = CommonOptions.Required("--name", "NAME", "who holds it, as histories show it");
        var add = new DocumentedCommand("add", "make a key for --team and print it, once", "keys add --role reader --name dashboard --team oncology") { role, name };
        add.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var key = new ApiKey(session.Team, arguments.GetRequiredValue(name), Enum.Parse<Access>(arguments.GetRequiredValue(role), ignoreCase: true));
            terminal.Data.WriteLine(await session.Get<ApiKeyStore>().CreateAsync(key, cancellationToken));
            terminal.Say($"This key of team '{key.Team}' cannot be shown again: LitWatch keeps only its hash.");
        });
        return new Command("keys", "keys of programs that call the API") { add };
    }
}
