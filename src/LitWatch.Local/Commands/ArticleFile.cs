using System.CommandLine;
using System.IO.Compression;

namespace LitWatch.Local.Commands;

/// <summary>What a file of articles holds.</summary>
internal enum ArticleKind
{
    PubMed,
    Crossref,
}

/// <summary>A file of articles named on the command line; <see cref="StandardInput"/> is standard input.</summary>
internal sealed record ArticleFile(string Path, ArticleKind Kind)
{
    public const string StandardInput = "-";

    private const string Compressed = ".gz";
    private const string Readable = "PubMed XML (.xml, .xml.gz) and Crossref JSON (.json, .json.gz)";

    private static readonly Dictionary<string, ArticleKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pubmed"] = ArticleKind.PubMed,
        ["xml"] = ArticleKind.PubMed,
        ["crossref"] = ArticleKind.Crossref,
        ["json"] = ArticleKind.Crossref,
    };

    private static readonly string[] Announced = ["nbib", "ris", "html", "txt"];

    public static Argument<string[]> Argument() => new("FILE")
    {
        Description = $"files to read: {Readable}; {StandardInput} is standard input, with --as",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string?> As() => new("--as")
    {
        Description = "what the files are, whatever their names: pubmed or crossref",
        HelpName = "KIND",
    };

    /// <exception cref="CommandException">One of them is of no kind that can be read (wrong usage).</exception>
    public static IReadOnlyList<ArticleFile> Named(IEnumerable<string> paths, string? kind) => [.. paths.Select(path => new ArticleFile(path, KindOf(path, kind)))];

    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public Stream Open(Terminal terminal)
    {
        if (Path == StandardInput)
        {
            return terminal.OpenInput();
        }

        if (Directory.Exists(Path))
        {
            throw new IOException("this is a folder; name the files in it.");
        }

        var file = File.Exists(Path) ? File.OpenRead(Path) : throw new FileNotFoundException("there is no such file.");
        return IsCompressed(Path) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static ArticleKind KindOf(string path, string? given)
    {
        var plain = IsCompressed(path) ? path[..^Compressed.Length] : path;
        var kind = given ?? System.IO.Path.GetExtension(plain).TrimStart('.');
        if (Kinds.TryGetValue(kind, out var known))
        {
            return known;
        }

        throw new CommandException(
            Announced.Contains(kind, StringComparer.OrdinalIgnoreCase) ? $"'{path}': {kind} files cannot be read yet; give {Readable}."
            : given is not null ? $"--as {given}: there is no such kind; give pubmed or crossref."
            : path == StandardInput ? "Standard input has no name to tell what it is: give --as pubmed or --as crossref."
            : $"'{path}': its name does not tell what it is; give --as pubmed or --as crossref.",
            ExitCode.WrongUsage);
    }

    private static bool IsCompressed(string path) => path.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase);
}
