using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using MimeKit;

namespace LitWatch.Tests.Digests.Smtp;

/// <summary>A real SMTP server (npm's smtp-server) in a process of its own; installed once under <c>artifacts/</c>.</summary>
public sealed class SmtpFixture : IAsyncLifetime
{
    private readonly Channel<ReceivedMail> mails = Channel.CreateUnbounded<ReceivedMail>();
    private Process? server;

    public int Port { get; private set; }

    /// <summary>Of a server that offers STARTTLS with a certificate that nobody trusts.</summary>
    public int UntrustedPort { get; private set; }

    public async Task InitializeAsync()
    {
        var folder = Path.Combine(ShippedData.Root, "artifacts", "smtp-server");
        await InstallAsync(folder);
        server = Start("node", ["server.cjs"], folder);
        var ports = (await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await server.StandardError.ReadToEndAsync())).Split(' ');
        (Port, UntrustedPort) = (int.Parse(ports[0], CultureInfo.InvariantCulture), int.Parse(ports[1], CultureInfo.InvariantCulture));
        _ = ReadAsync(server);
    }

    public async Task DisposeAsync()
    {
        if (server is not null)
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            server.Dispose();
        }
    }

    /// <summary>The next mail that the server took; it must come within ten seconds.</summary>
    internal async Task<ReceivedMail> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return await mails.Reader.ReadAsync(limit.Token);
    }

    /// <summary>All mails that the server took and nobody has asked for.</summary>
    internal IReadOnlyList<ReceivedMail> Taken()
    {
        var taken = new List<ReceivedMail>();
        while (mails.Reader.TryRead(out var mail))
        {
            taken.Add(mail);
        }

        return taken;
    }

    private async Task ReadAsync(Process from)
    {
        while (await from.StandardOutput.ReadLineAsync() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var mail = await MimeMessage.LoadAsync(new MemoryStream(json.RootElement.GetProperty("mail").GetBytesFromBase64()));
            string[] recipients = [.. json.RootElement.GetProperty("to").EnumerateArray().Select(to => to.GetString()!)];
            await mails.Writer.WriteAsync(new ReceivedMail(recipients, json.RootElement.GetProperty("user").GetString(), mail));
        }
    }

    private static async Task InstallAsync(string folder)
    {
        var sources = Path.Combine(ShippedData.Root, "tests", "LitWatch.Tests", "Digests", "Smtp");
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "package.json", "package-lock.json", "server.cjs" })
        {
            File.Copy(Path.Combine(sources, file), Path.Combine(folder, file), overwrite: true);
        }

        if (Directory.Exists(Path.Combine(folder, "node_modules", "smtp-server")))
        {
            return;
        }

        using var npm = Start("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
        var (output, error) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        Assert.True(npm.ExitCode == 0, $"npm ci failed: {await output}{await error}");
    }

    private static Process Start(string program, string[] arguments, string folder) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    internal sealed record ReceivedMail(IReadOnlyList<string> Recipients, string? User, MimeMessage Mail);
}
