namespace LitWatch.Replay;

/// <summary>The records that come with the program.</summary>
internal static class BundledCorpus
{
    /// <summary>The folder of records next to the binaries.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "corpus");
}
