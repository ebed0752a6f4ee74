namespace LitWatch.Tests;

/// <summary>Folders that tests read: the repository's own, and the real recorded data that may lie beside it.</summary>
internal static class ShippedData
{
    /// <summary>The repository's root: the first folder above the test binaries that holds the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary><c>../shared/data</c> beside the repository, or null where it is absent (a plain clone).</summary>
    public static string? Recorded { get; } = Existing(Path.Combine(Root, "..", "shared", "data"));

    /// <summary>The folder of recorded data, or a skip with the reason.</summary>
    public static string RequireRecorded()
    {
        Skip.If(Recorded is null, "recorded data (../shared/data) is not beside this checkout");
        return Recorded!;
    }

    private static string? Existing(string path) => Directory.Exists(path) ? Path.GetFullPath(path) : null;

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "LitWatch.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder.TrimEnd('/'))!);
}
