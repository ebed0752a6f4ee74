using System.CommandLine;

namespace LitWatch.Local.Commands;

/// <summary>Options that every command takes.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string> Team = new("--team")
    {
        Description = "the team whose alerts and subscriptions are meant",
        HelpName = "NAME",
        DefaultValueFactory = _ => "default",
        Recursive = true,
    };
}
