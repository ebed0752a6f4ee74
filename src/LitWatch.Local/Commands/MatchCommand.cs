using System.CommandLine;
using System.CommandLine.Parsing;
using LitWatch.Articles;
using LitWatch.Search;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;
using LitWatch.Strategies.Matching;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch match</c>: the articles of files, or of those that are stored, that a strategy matches, and where.</summary>
internal static class MatchCommand
{
    public static Command Create(Terminal terminal)
    {
        var strategy = StrategyFile.Option(required: true);
        var files = ArticleFile.Argument(required: false);
        var kind = ArticleFile.As();
        var stored = new Option<bool>("--stored") { Description = "instead of files, the articles that searches have found: what would this version of a strategy have found of them" };
        var since = CommonOptions.Day("--since", "with --stored: only articles that a source took in or changed on this day or later");
        var command = new DocumentedCommand(
            "match",
            "print the articles that a strategy matches, each with the places that matched, as one line of JSON",
            "match --strategy natalizumab.json pubmed26n0001.xml.gz",
            "match --strategy natalizumab.json --stored --since 2026-01-01")
        {
            strategy, files, kind, stored, since,
        };
        command.Validators.Add(result => Check(result, isStored: result.GetValue(stored), files: result.GetValue(files) ?? [], since: result.GetValue(since)));
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var asked = StrategyFile.Read(arguments.GetRequiredValue(strategy));
            foreach (var finding in StrategyRules.Validate(asked))
            {
                terminal.Say($"The strategy could not be kept in an alert: {finding}");
            }

            if (!arguments.GetValue(stored))
            {
                return Files(terminal, asked, ArticleFile.Named(arguments.GetRequiredValue(files), arguments.GetValue(kind)), cancellationToken);
            }

            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            return await StoredAsync(terminal, asked, session.Get<ArticleStore>(), arguments.GetValue(since), cancellationToken);
        });
        return command;
    }

    private static void Check(CommandResult result, bool isStored, string[] files, DateOnly? since)
    {
        if (isStored == files.Length > 0)
        {
            result.AddError(isStored ? "Name files or give --stored, not both." : "Name the files to read, or give --stored.");
        }
        else if (since is not null && !isStored)
        {
            result.AddError("--since goes with --stored.");
        }
    }

    private static int Files(Terminal terminal, Strategy strategy, IReadOnlyList<ArticleFile> files, CancellationToken cancellationToken)
    {
        var reader = new ArticleReader(terminal);
        var printer = new Printer(terminal, strategy);
        foreach (var article in reader.Read(files, cancellationToken))
        {
            printer.Print(article);
        }

        printer.Sum();
        return reader.IsComplete ? ExitCode.Done : ExitCode.NotDone;
    }

    private static async Task<int> StoredAsync(Terminal terminal, Strategy strategy, ArticleStore articles, DateOnly? since, CancellationToken cancellationToken)
    {
        var printer = new Printer(terminal, strategy);
        await foreach (var article in articles.RootsAsync(cancellationToken))
        {
            if (since is not { } first || article.Parts.Any(part => Day(part) >= first))
            {
                printer.Print(article.Merged());
            }
        }

        printer.Sum();
        return ExitCode.Done;
    }

    /// <summary>Of the newest change at its source; of what has no such days (pages, files), of the reading.</summary>
    private static DateOnly? Day(Article record) =>
        record.Dates.Latest ?? (record.Records.Max(source => source.Retrieved) is { } retrieved ? DateOnly.FromDateTime(retrieved.UtcDateTime) : null);

    private sealed class Printer(Terminal terminal, Strategy strategy)
    {
        private readonly StrategyMatcher matcher = StrategyMatcher.For(strategy);
        private int read;
        private int matched;

        public void Print(Article article)
        {
            read++;
            if (matcher.Match(article) is { } spans)
            {
                matched++;
                terminal.Print(new AdHocArticle(article, spans), SearchJson.Readable.AdHocArticle);
            }
        }

        public void Sum() => terminal.Say($"{matched} of {read} articles match.");
    }
}
