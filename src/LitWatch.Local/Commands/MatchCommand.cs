using System.CommandLine;
using LitWatch.Search;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch match</c>: the articles of files that a strategy matches, and where.</summary>
internal static class MatchCommand
{
    public static Command Create(Terminal terminal)
    {
        var strategy = StrategyFile.Option(required: true);
        var files = ArticleFile.Argument();
        var kind = ArticleFile.As();
        var command = new DocumentedCommand(
            "match",
            "read files of articles and print those that a strategy matches, each with the places that matched, as one line of JSON",
            "match --strategy natalizumab.json pubmed26n0001.xml.gz")
        {
            strategy, files, kind,
        };
        command.SetAction((arguments, cancellationToken) => Task.FromResult(Run(
            terminal,
            StrategyFile.Read(arguments.GetRequiredValue(strategy)),
            ArticleFile.Named(arguments.GetRequiredValue(files), arguments.GetValue(kind)),
            cancellationToken)));
        return command;
    }

    private static int Run(Terminal terminal, Strategy strategy, IReadOnlyList<ArticleFile> files, CancellationToken cancellationToken)
    {
        foreach (var finding in StrategyRules.Validate(strategy))
        {
            terminal.Say($"The strategy could not be kept in an alert: {finding}");
        }

        var reader = new ArticleReader(terminal);
        var matcher = StrategyMatcher.For(strategy);
        var (read, matched) = (0, 0);
        foreach (var article in reader.Read(files, cancellationToken))
        {
            read++;
            if (matcher.Match(article) is { } spans)
            {
                matched++;
                terminal.Print(new AdHocArticle(article, spans), SearchJson.Readable.AdHocArticle);
            }
        }

        terminal.Say($"{matched} of {read} articles match.");
        return reader.IsComplete ? ExitCode.Done : ExitCode.NotDone;
    }
}
