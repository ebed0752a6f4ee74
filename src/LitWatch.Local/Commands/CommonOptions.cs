using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace LitWatch.Local.Commands;

/// <summary>Options that several commands have, each made anew for its command.</summary>
internal static class CommonOptions
{
    public static Option<string[]> Drug() => Many("--drug", "DRUG", "the drug and its synonyms");

    public static Option<string[]> Reaction() => Many("--reaction", "REACTION", "the reaction and its synonyms");

    public static Option<bool> AnyReaction() => new("--any-reaction") { Description = "any adverse reaction" };

    public static Option<bool> Json() => new("--json") { Description = "print JSON, as the API answers" };

    public static Option<bool> Enrich() => new("--enrich") { Description = "of finds without keywords or abstract, read the publisher's page" };

    /// <summary>An option that may be repeated and takes several values.</summary>
    public static Option<string[]> Many(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>An option that may be repeated, with one value each time: arguments may follow it.</summary>
    public static Option<string[]> Repeated(string name, string helpName, string description) => new(name) { Description = description + "; may be repeated", HelpName = helpName, Arity = ArgumentArity.OneOrMore };

    public static Option<string[]> Source() => Many("--source", "NAME", "pubmed or crossref; all when not given");

    public static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description + " (a day such as 2026-11-23)",
        HelpName = "DATE",
        CustomParser = ParseDay,
    };

    public static Option<string> Required(string name, string helpName, string description) => new(name) { Description = description, HelpName = helpName, Required = true };

    public static Argument<string> Id() => new("ID");

    /// <summary>Its first moment, UTC.</summary>
    public static DateTimeOffset? Start(this DateOnly? day) => day is { } given ? new DateTimeOffset(given, default, TimeSpan.Zero) : null;

    private static DateOnly? ParseDay(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        result.AddError($"'{text}' is not a day: write it as 2026-11-23.");
        return null;
    }
}
