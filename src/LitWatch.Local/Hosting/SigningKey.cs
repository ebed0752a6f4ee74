using System.Security.Cryptography;

namespace LitWatch.Local.Hosting;

/// <summary>The key that signs addresses in mails, made once and kept where only its owner may read it.</summary>
internal static class SigningKey
{
    public const string ConfigurationKey = "Security:SigningKey";
    private const int Bytes = 32;

    public static string LoadOrMake(string file)
    {
        if (!File.Exists(file))
        {
            Make(file);
        }

        var key = File.ReadAllText(file).Trim();
        Span<byte> bytes = stackalloc byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var length) && length >= Bytes
            ? key
            : throw new InvalidDataException($"{file} does not hold a signing key: delete it to have a new one made (links in mails already sent then end), or set {ConfigurationKey}.");
    }

    // Moved to its place when complete. Of two hosts that start at once the first to arrive decides, and both read the same.
    private static void Make(string file)
    {
        var draft = $"{file}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
        }

        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
