using System.CommandLine;
using System.IO.Compression;

namespace LitWatch.Local.Commands;

/// <summary>A file of articles named on the command line; <see cref="StandardInput"/> is standard input.</summary>
internal sealed record ArticleFile(string Path, ArticleKind Kind)
{
    public const string StandardInput = "-";

    private const string Compressed = ".gz";

    public static Argument<string[]> Argument(bool required = true) => new("FILE")
    {
        Description = $"files to read: {ArticleKind.Titles}; {StandardInput} is standard input, with --as",
        Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
    };

    public static Option<string?> As() => new("--as")
    {
        Description = $"what the files are, whatever their names: {ArticleKind.Names}",
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
        return ArticleKind.Of(kind) ?? throw new CommandException(
            given is not null ? $"--as {given}: there is no such kind; give {ArticleKind.Names}."
            : path == StandardInput ? $"Standard input has no name to tell what it is: give --as {ArticleKind.Names}."
            : $"'{path}': its name does not tell what it is; give --as {ArticleKind.Names}.",
            ExitCode.WrongUsage);
    }

    private static bool IsCompressed(string path) => path.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase);
}
