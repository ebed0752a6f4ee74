using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace LitWatch.Local.Emulator;

/// <summary>
/// Azurite's files, installed once a user with npm from the package.json and package-lock.json that come with LitWatch (<c>azurite/</c> beside the binary).
/// </summary>
/// <param name="fallback">Where to install when the user has no folder for application data.</param>
internal sealed class AzuriteInstallation(string fallback, TimeProvider clock, Action<string> say)
{
    public const string NodeNeeded = "install Node.js 20 or later (nodejs.org), or set AzureWebJobsStorage to a storage account's connection string";
    private static readonly string Manifests = Path.Combine(AppContext.BaseDirectory, "azurite");
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(500);

    /// <summary>The path of Azurite's main script, which is installed first if need be.</summary>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var version = Version();
        var home = Home();
        var folder = Path.Combine(home, "azurite-" + version);
        var script = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
        if (File.Exists(script))
        {
            return script;
        }

        FileStream? taken;
        while ((taken = ExclusiveFile.TryTake(folder + ".lock")) is null)
        {
            await Task.Delay(LockPoll, clock, cancellationToken);
        }

        await using (taken)
        {
            if (!File.Exists(script))
            {
                say($"Installing Azurite {version} (once) …");
                await InstallAsync(folder, cancellationToken);
            }
        }

        return script;
    }

    private static string Version()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Manifests, "package.json")));
        return manifest.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString()!;
    }

    private string Home()
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        foreach (var candidate in data.Length > 0 ? [Path.Combine(data, "litwatch"), fallback] : new[] { fallback })
        {
            try
            {
                Directory.CreateDirectory(candidate);
                File.Create(Path.Combine(candidate, ".writable"), 1, FileOptions.DeleteOnClose).Dispose();
                return candidate;
            }
            catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
            {
                // The next one.
            }
        }

        throw new AzuriteException($"Azurite can be installed neither in {data} nor in {fallback}: make one of them writable, or set AzureWebJobsStorage.");
    }

    // Installed beside its place and renamed, so what has the name is complete.
    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var draft = $"{folder}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.new";
        Directory.CreateDirectory(draft);
        try
        {
            foreach (var manifest in Directory.EnumerateFiles(Manifests, "package*.json"))
            {
                File.Copy(manifest, Path.Combine(draft, Path.GetFileName(manifest)));
            }

            await NpmAsync(draft, cancellationToken);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.Move(draft, folder);
        }
        finally
        {
            DeleteIfThere(draft);
        }
    }

    private static void DeleteIfThere(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Moved to its place, or still held by what npm started.
        }
    }

    private static async Task NpmAsync(string folder, CancellationToken cancellationToken)
    {
        var verb = File.Exists(Path.Combine(folder, "package-lock.json")) ? "ci" : "install";
        // Nothing that Azurite needs at run time is made by an install script.
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", [verb, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Start(start);
        npm.StandardInput.Close();
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0)
            {
                throw new AzuriteException($"npm could not install Azurite:{Environment.NewLine}{await errors}{await output}".TrimEnd());
            }
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            await npm.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception absent)
        {
            throw new AzuriteException($"npm is not found, so the storage emulator Azurite cannot be installed: {NodeNeeded}.", absent);
        }
    }
}
