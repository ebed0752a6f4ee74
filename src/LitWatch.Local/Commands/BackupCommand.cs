using System.CommandLine;
using System.Globalization;
using LitWatch.Storage.Backup;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch backup</c> and <c>restore</c>: all tables and blobs of a storage account in one file.</summary>
internal static class BackupCommand
{
    public static DocumentedCommand Backup(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "the zip to write; it must not be there yet" };
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "backup", "write all tables and blobs of the storage account into one file, each with its hash, while LitWatch goes on; the signing key and API keys' words are no part of an account", "backup litwatch-2026-11-28.zip") { file, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var path = arguments.GetRequiredValue(file);
            if (File.Exists(path))
            {
                throw new CommandException($"'{path}' is there already: give another name, or remove it first.");
            }

            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            // Under its name only when it is whole.
            var partial = path + ".partial";
            try
            {
                BackupManifest manifest;
                await using (var archive = File.Create(partial))
                {
                    manifest = await session.Get<AccountBackup>().WriteAsync(archive, terminal.Progress("Reading"), cancellationToken);
                }

                File.Move(partial, path);
                Print(terminal, manifest, arguments.GetValue(json), path, "backed up");
            }
            finally
            {
                File.Delete(partial);
            }
        });
        return command;
    }

    public static DocumentedCommand Restore(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "a file that 'litwatch backup' wrote" };
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "restore", "check a backup and write it into an empty storage account; one that was cut off goes on when it is asked for again", "restore litwatch-2026-11-28.zip") { file, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var path = arguments.GetRequiredValue(file);
            if (!File.Exists(path))
            {
                throw new CommandException($"There is no file '{path}'.");
            }

            await using var archive = File.OpenRead(path);
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            Print(terminal, await session.Get<AccountRestore>().ReadAsync(archive, terminal.Progress("Restoring"), cancellationToken), arguments.GetValue(json), path, "restored");
        });
        return command;
    }

    private static void Print(Terminal terminal, BackupManifest manifest, bool json, string path, string done)
    {
        if (json)
        {
            terminal.Print(new BackupSummary(path, manifest.SoftwareVersion, manifest.CreatedAt, manifest.Tables, manifest.Rows, manifest.Blobs), BackupSummaryJson.Default.BackupSummary);
        }

        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{manifest.Rows} rows of {manifest.Tables} tables and {manifest.Blobs} blobs {done}."));
    }
}

/// <param name="CreatedAt">When the backup was begun.</param>
internal sealed record BackupSummary(string File, string SoftwareVersion, DateTimeOffset CreatedAt, int Tables, long Rows, int Blobs);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase)]
[System.Text.Json.Serialization.JsonSerializable(typeof(BackupSummary))]
internal sealed partial class BackupSummaryJson : System.Text.Json.Serialization.JsonSerializerContext;
