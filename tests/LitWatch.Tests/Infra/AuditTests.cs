using System.Diagnostics;
using LitWatch.Tests.Local;

namespace LitWatch.Tests.Infra;

/// <summary><c>.ci/audit</c> fails on a known vulnerability, whatever the SDK's own exit code; a registry that cannot tell is let pass only where nobody insists.</summary>
public sealed class AuditTests
{
    private const string Clean = """{ "projects": [ { "path": "LitWatch.csproj" } ] }""";
    private const string Vulnerable = """{ "projects": [ { "frameworks": [ { "transitivePackages": [ { "id": "Some.Package", "vulnerabilities": [ { "severity": "High", "advisoryurl": "https://example.org" } ] } ] } ] } ] }""";
    private const string Mute = """{ "problems": [ { "level": "error", "text": "Unable to load the service index" } ] }""";

    [SkippableTheory]
    [InlineData(Clean, 0, false, 0)]
    [InlineData(Clean, 0, true, 0)]
    [InlineData(Vulnerable, 0, false, 1)]
    [InlineData(Mute, 1, false, 0)]
    [InlineData(Mute, 0, false, 0)]
    [InlineData(Mute, 1, true, 1)]
    [InlineData(Mute, 0, true, 1)]
    public async Task It_ends_as_what_was_found_asks_for(string report, int code, bool required, int expected)
    {
        Skip.If(OperatingSystem.IsWindows(), "a shell script");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["report"], report);
        await File.WriteAllTextAsync(folder["dotnet"], $"#!/bin/sh\ncat '{folder["report"]}'\nexit {code}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder["dotnet"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo(Path.Combine(ShippedData.Root, ".ci", "audit")) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["AUDIT_REQUIRED"] = required ? "1" : "0";

        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == expected, await said);
    }
}
