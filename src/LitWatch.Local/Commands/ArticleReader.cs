using LitWatch.Articles;
using LitWatch.Local.Hosting;
using LitWatch.Sources;

namespace LitWatch.Local.Commands;

/// <summary>Reads files of articles one by one and says on stderr what is wrong with them; what can be read is read.</summary>
internal sealed class ArticleReader(Terminal terminal)
{
    /// <summary>False when a file, or a part of it, could not be read.</summary>
    public bool IsComplete { get; private set; } = true;

    public IEnumerable<Article> Read(IEnumerable<ArticleFile> files, CancellationToken cancellationToken) => files.SelectMany(file => Read(file, cancellationToken));

    private IEnumerable<Article> Read(ArticleFile file, CancellationToken cancellationToken)
    {
        var report = new ParseReport();
        var told = (Errors: 0, Warnings: 0, Deleted: 0);
        using var articles = Articles(file, report).GetEnumerator();
        Article? article;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            article = Next(articles, file);
            told = Tell(file, report, told);
            if (article is not null)
            {
                yield return article;
            }
        }
        while (article is not null);
    }

    private Article? Next(IEnumerator<Article> articles, ArticleFile file)
    {
        try
        {
            return articles.MoveNext() ? articles.Current : null;
        }
        catch (Exception fault) when (fault is SourceException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            IsComplete = false;
            terminal.Say($"{file.Path}: {Debugging.FirstLine(fault)}");
            return null;
        }
    }

    private (int Errors, int Warnings, int Deleted) Tell(ArticleFile file, ParseReport report, (int Errors, int Warnings, int Deleted) told)
    {
        IsComplete &= report.Errors.Count == 0;
        var lines = report.Errors.Skip(told.Errors)
            .Concat(report.Warnings.Skip(told.Warnings))
            .Concat(report.Deleted.Skip(told.Deleted).Select(pmid => $"PubMed has withdrawn PMID {pmid}."));
        foreach (var line in lines)
        {
            terminal.Say($"{file.Path}: {line}");
        }

        return (report.Errors.Count, report.Warnings.Count, report.Deleted.Count);
    }

    // An iterator, so that opening is part of the first step and fails like any other.
    private IEnumerable<Article> Articles(ArticleFile file, ParseReport report)
    {
        using var stream = file.Open(terminal);
        foreach (var article in file.Kind.Read(stream, report))
        {
            yield return article;
        }
    }
}
