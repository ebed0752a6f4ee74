using System.CommandLine;
using Azure;
using LitWatch.Local.Emulator;
using LitWatch.Local.Hosting;
using LitWatch.Web;
using Microsoft.Extensions.Options;

namespace LitWatch.Local.Commands;

/// <summary>The command line: one line a command, and the one place where faults become words and exit codes.</summary>
internal static class CommandLine
{
    public static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand("LitWatch watches the medical literature for drug-safety teams.")
        {
            GlobalOptions.Team,
            ServeCommand.Create(terminal),
            RunCommand.Create(terminal),
            DemoCommand.Create(terminal),
            SearchCommand.Create(terminal),
            AlertsCommand.Create(terminal),
            SubscriptionsCommand.Create(terminal),
            RunsCommand.Create(terminal),
            HitsCommand.Create(terminal),
            DigestsCommand.Create(terminal),
            MailCommand.Create(terminal),
            KeysCommand.Create(terminal),
            PoisonCommand.Create(terminal),
            ParseCommand.Create(terminal),
            MatchCommand.Create(terminal),
            LintCommand.Create(terminal),
            DedupCommand.Create(terminal),
            SuggestCommand.Create(terminal),
            VocabularyCommand.Create(terminal),
            BackupCommand.Backup(terminal),
            BackupCommand.Restore(terminal),
            EraseCommand.Create(terminal),
        };
        DocumentedCommand.ShowExamples(root);
        root.SetAction((_, cancellationToken) => ServeCommand.RunAsync(terminal, cancellationToken));
        return root;
    }

    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        var parsed = Root(terminal).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            var faults = string.Join(' ', parsed.Errors.Select(error => error.Message)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            terminal.Say($"litwatch: {string.Join(' ', faults)} (--help shows the usage)");
            return ExitCode.WrongUsage;
        }

        try
        {
            // Signals cancel the token; a library that ends the process a moment later would cut the host's stop short.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = terminal.Data, Error = terminal.Words },
                cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Say("litwatch: stopped before it was done.");
            return ExitCode.NotDone;
        }
        catch (Exception fault)
        {
            terminal.Say("litwatch: " + (Debugging.IsOn ? fault.ToString() : Explain(fault)));
            return fault switch
            {
                CommandException known => known.ExitCode,
                RequestException => ExitCode.WrongUsage,
                _ => ExitCode.NotDone,
            };
        }
    }

    private static string Explain(Exception fault) => fault switch
    {
        CommandException or RequestException or AzuriteException or InvalidDataException => fault.Message,
        OptionsValidationException invalid => string.Join(" ", invalid.Failures),
        AggregateException { InnerExceptions: [var first, ..] } => Explain(first),
        RequestFailedException storage => $"the storage account refuses: {Debugging.FirstLine(storage)}",
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } taken =>
            $"{Debugging.FirstLine(taken)} Stop the program that uses it, or set Web:PublicUrl to another port.",
        _ => $"{Debugging.FirstLine(fault)} (LITWATCH_DEBUG=1 shows more)",
    };
}
