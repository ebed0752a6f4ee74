using System.CommandLine;
using System.Globalization;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Sources.Files;
using Spectre.Console;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch dedup</c>: which records of files are one work. Needs no host and no storage.</summary>
internal static class DedupCommand
{
    private const string Clusters = "clusters";

    public static Command Create(Terminal terminal)
    {
        var files = ArticleFile.Argument();
        var kind = ArticleFile.As();
        var format = new Option<string>("--format") { Description = "clusters: a line for each work of two records or more, their ids joined by ';'; csv, ris: each work once, merged", HelpName = "FORMAT", DefaultValueFactory = _ => Clusters };
        format.AcceptOnlyFromAmong(Clusters, "csv", "ris");
        var explain = new Option<bool>("--explain") { Description = "with clusters: print the evidence of each pair below its work, and at the end the pairs with something in common that were kept apart" };
        var command = new DocumentedCommand(
            "dedup",
            "group the records of files (mixed kinds, too) that are one work; ids are the table's column ID, else the row, the PMID, the DOI or EndNote's record number, after the file's name when there are several files",
            "dedup references.csv",
            "dedup pubmed.nbib embase.ris crossref.json --format ris > once.ris",
            "dedup library.xml --explain")
        {
            files, kind, format, explain,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(explain) && (result.GetValue(format) ?? Clusters) != Clusters)
            {
                result.AddError("--explain goes with --format clusters.");
            }
        });
        command.SetAction((arguments, cancellationToken) => Task.FromResult(
            Run(terminal, ArticleFile.Named(arguments.GetRequiredValue(files), arguments.GetValue(kind)), arguments.GetValue(format)!, arguments.GetValue(explain), cancellationToken)));
        return command;
    }

    private static int Run(Terminal terminal, IReadOnlyList<ArticleFile> files, string format, bool explain, CancellationToken cancellationToken)
    {
        var reader = new ArticleReader(terminal);
        var records = files.SelectMany(file => reader.Read([file], cancellationToken).Select((article, i) => new Record(article, LabelOf(file, article, i + 1, files.Count > 1)))).ToList();
        var clustering = Find(terminal, [.. records.Select(record => record.Article)], explain, cancellationToken);
        var works = clustering.Groups.Where(group => group.Count > 1).ToList();
        switch (format)
        {
            case "csv":
                terminal.Data.Write(ArticleFormat.Csv(Merged(records, clustering)));
                break;
            case "ris":
                terminal.Data.Write(ArticleFormat.Ris(Merged(records, clustering)));
                break;
            default:
                Print(terminal, records, works, explain ? clustering.Pairs : null);
                break;
        }

        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{records.Count} records are {clustering.Groups.Count} works; {works.Count} of them have several records."));
        return reader.IsComplete ? ExitCode.Done : ExitCode.NotDone;
    }

    private static Clustering Find(Terminal terminal, IReadOnlyList<Article> articles, bool explain, CancellationToken cancellationToken)
    {
        if (!terminal.Error.Profile.Out.IsTerminal)
        {
            return Deduplication.Clusters.Find(articles, explain, (_, _) => cancellationToken.ThrowIfCancellationRequested());
        }

        return terminal.Error.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask("comparing pairs");
            return Deduplication.Clusters.Find(articles, explain, (done, all) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                task.MaxValue(all).Value(done);
            });
        });
    }

    private static IEnumerable<Article> Merged(List<Record> records, Clustering clustering) =>
        clustering.Groups.Select(group => ArticleMerge.Merge(records[group[0]].Article.Id, group.Select(member => records[member].Article)));

    private static void Print(Terminal terminal, List<Record> records, List<IReadOnlyList<int>> works, IReadOnlyList<ComparedPair>? pairs)
    {
        foreach (var work in works)
        {
            terminal.Data.WriteLine(string.Join(';', work.Select(member => records[member].Label)));
            foreach (var pair in pairs?.Where(pair => work.Contains(pair.One) && work.Contains(pair.Other)) ?? [])
            {
                Explain(terminal, records, pair);
            }
        }

        var worksOf = works.SelectMany(work => work, (work, member) => (member, work)).ToDictionary(item => item.member, item => item.work);
        foreach (var pair in pairs?.Where(pair => pair.Comparison.Evidence.Score > 0 && !(worksOf.TryGetValue(pair.One, out var work) && work.Contains(pair.Other))) ?? [])
        {
            Explain(terminal, records, pair);
        }
    }

    private static void Explain(Terminal terminal, List<Record> records, ComparedPair pair) => terminal.Data.WriteLine($"  {records[pair.One].Label} and {records[pair.Other].Label}: {pair.Comparison}");

    private static string LabelOf(ArticleFile file, Article article, int row, bool severalFiles)
    {
        var id = file.Kind.HasIds ? article.Records[0].Id : row.ToString(CultureInfo.InvariantCulture);
        return severalFiles ? $"{Path.GetFileName(file.Path)}:{id}" : id;
    }

    private sealed record Record(Article Article, string Label);
}
