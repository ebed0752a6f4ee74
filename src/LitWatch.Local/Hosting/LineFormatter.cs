using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace LitWatch.Local.Hosting;

/// <summary>Log entries as one short line each, for people; of an exception only its message, unless <c>LITWATCH_DEBUG=1</c>.</summary>
internal sealed class LineFormatter(TimeProvider clock) : ConsoleFormatter(Key)
{
    public const string Key = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var level = logEntry.LogLevel switch
        {
            LogLevel.Warning => "warning: ",
            LogLevel.Error or LogLevel.Critical => "error: ",
            _ => "",
        };
        textWriter.Write(string.Create(CultureInfo.InvariantCulture, $"{clock.GetLocalNow():HH:mm:ss} {level}"));
        textWriter.Write(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } fault)
        {
            textWriter.Write(Debugging.IsOn ? Environment.NewLine + fault : ": " + Debugging.FirstLine(fault));
        }

        textWriter.WriteLine();
    }
}
