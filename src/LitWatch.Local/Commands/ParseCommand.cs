using System.CommandLine;
using LitWatch.Articles;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch parse</c>: files as Article JSON, a line each. Needs no host and no storage.</summary>
internal static class ParseCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = ArticleFile.Argument();
        var kind = ArticleFile.As();
        var command = new DocumentedCommand(
            "parse",
            "read files of articles and print each article as one line of JSON",
            "parse pubmed26n0001.xml.gz > articles.ndjson",
            "parse - --as crossref < works.json")
        {
            files, kind,
        };
        command.SetAction((arguments, cancellationToken) => Task.FromResult(Run(terminal, ArticleFile.Named(arguments.GetRequiredValue(files), arguments.GetValue(kind)), cancellationToken)));
        return command;
    }

    private static int Run(Terminal terminal, IReadOnlyList<ArticleFile> files, CancellationToken cancellationToken)
    {
        var reader = new ArticleReader(terminal);
        foreach (var article in reader.Read(files, cancellationToken))
        {
            terminal.Print(article, ArticleJson.Readable.Article);
        }

        return reader.IsComplete ? ExitCode.Done : ExitCode.NotDone;
    }
}
