namespace LitWatch.Local.Emulator;

/// <summary>A file that one process holds at a time; the system lets go of it when that process ends, however it ends.</summary>
internal static class ExclusiveFile
{
    /// <summary>Null while somebody else holds it.</summary>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null;
        }
    }
}
