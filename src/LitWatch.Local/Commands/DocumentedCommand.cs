using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LitWatch.Local.Commands;

/// <summary>A command whose <c>--help</c> ends with examples.</summary>
internal sealed class DocumentedCommand(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Makes the help of <paramref name="root"/> and all below it show examples.</summary>
    public static void ShowExamples(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }
    }

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command is DocumentedCommand { Examples.Count: > 0 } command)
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine("Examples:");
                foreach (var example in command.Examples)
                {
                    output.WriteLine("  litwatch " + example);
                }

                output.WriteLine();
            }

            return code;
        }
    }
}
