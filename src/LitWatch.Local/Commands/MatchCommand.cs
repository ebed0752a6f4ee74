using System.CommandLine;
using System.CommandLine.Parsing;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Search;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;
using LitWatch.Strategies.Matching;
using LitWatch.Strategies.Vocabularies;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch match</c>: the articles of files, or of those that are stored, that strategies match, and where.</summary>
internal static class MatchCommand
{
    public static Command Create(Terminal terminal)
    {
        var strategy = StrategyFile.Options();
        strategy.Required = true;
        var files = ArticleFile.Argument(required: false);
        var kind = ArticleFile.As();
        var stored = new Option<bool>("--stored") { Description = "instead of files, the articles that searches have found: what would this version of a strategy have found of them" };
        var since = CommonOptions.Day("--since", "with --stored: only articles that a source took in or changed on this day or later");
        var vocabulary = VocabularyFiles.Option();
        var command = new DocumentedCommand(
            "match",
            "print the articles that a strategy matches, each with the places that matched, as one line of JSON; with MeSH (the team's, or of --vocabulary) a heading finds the narrower ones",
            "match --strategy natalizumab.json pubmed26n0001.xml.gz",
            "match --strategy natalizumab.json --strategy rituximab.json --vocabulary mtrees2026.bin pubmed26n0001.xml.gz",
            "match --strategy natalizumab.json --stored --since 2026-01-01")
        {
            strategy, files, kind, stored, since, vocabulary,
        };
        command.Validators.Add(result => Check(result, isStored: result.GetValue(stored), files: result.GetValue(files) ?? [], since: result.GetValue(since)));
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var asked = arguments.GetRequiredValue(strategy).ToDictionary(file => file, StrategyFile.Read, StringComparer.Ordinal);
            foreach (var finding in asked.Values.SelectMany(StrategyRules.Validate))
            {
                terminal.Say($"The strategy could not be kept in an alert: {finding}");
            }

            var supplied = VocabularyFiles.Vocabulary(arguments.GetValue(vocabulary));
            if (!arguments.GetValue(stored))
            {
                return Files(new Printer(terminal, asked, supplied), new ArticleReader(terminal), ArticleFile.Named(arguments.GetRequiredValue(files), arguments.GetValue(kind)), cancellationToken);
            }

            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var known = supplied.Concepts.Count > 0 ? supplied : (await session.Get<VocabularyStore>().FindAsync(session.Team, cancellationToken)).Vocabulary;
            return await StoredAsync(new Printer(terminal, asked, known), session.Get<StoredMatches>(), arguments.GetValue(since), cancellationToken);
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

    private static int Files(Printer printer, ArticleReader reader, IReadOnlyList<ArticleFile> files, CancellationToken cancellationToken)
    {
        foreach (var article in reader.Read(files, cancellationToken))
        {
            printer.Print(article, printer.Set.Match(article));
        }

        printer.Sum();
        return reader.IsComplete ? ExitCode.Done : ExitCode.NotDone;
    }

    private static async Task<int> StoredAsync(Printer printer, StoredMatches stored, DateOnly? since, CancellationToken cancellationToken)
    {
        await foreach (var (article, matches) in stored.OfAsync(printer.Set, since, cancellationToken))
        {
            printer.Print(article, matches);
        }

        printer.Sum();
        return ExitCode.Done;
    }

    /// <param name="strategies">By the files they were read from.</param>
    private sealed class Printer(Terminal terminal, Dictionary<string, Strategy> strategies, Vocabulary vocabulary)
    {
        private readonly string[] names = [.. strategies.Keys];
        private int read;
        private int matched;

        public StrategySet Set { get; } = new(strategies.Values, vocabulary.Narrower);

        public void Print(Article article, IReadOnlyList<StrategyMatch> matches)
        {
            read++;
            matched += matches.Count > 0 ? 1 : 0;
            foreach (var match in matches)
            {
                terminal.Print(new AdHocArticle(article, match.Spans) { Strategy = names.Length > 1 ? names[match.Strategy] : null }, SearchJson.Readable.AdHocArticle);
            }
        }

        public void Sum() => terminal.Say($"{matched} of {read} articles match.");
    }
}
