namespace LitWatch.Benchmarks;

/// <summary>Real answers recorded beside this checkout, which are no part of it.</summary>
internal static class RecordedData
{
    /// <summary>Files of one folder and those below it, in order; empty where the data is not there.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        Find(AppContext.BaseDirectory, folder) is { } found ? [.. Directory.EnumerateFiles(found, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];

    private static string? Find(string? from, string folder) =>
        from is null ? null
        : Path.Combine(from, "shared", "data", folder) is var here && Directory.Exists(here) ? here
        : Find(Path.GetDirectoryName(from), folder);
}
