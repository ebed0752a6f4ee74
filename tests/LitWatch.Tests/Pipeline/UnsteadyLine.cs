using System.Net;
using System.Net.Sockets;

namespace LitWatch.Tests.Pipelines;

/// <summary>A TCP line to a server that is down for a while, or breaks after some bytes, as its owner says.</summary>
internal sealed class UnsteadyLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly int server;
    private readonly Task accepting;
    private int connections;

    public UnsteadyLine(int server)
    {
        this.server = server;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Bytes that a connection carries to the server before it breaks; null while all is well.</summary>
    public int? BreaksAfter { get; set; }

    /// <summary>Connections that <see cref="BreaksEvery"/> broke.</summary>
    public int Broken => BreaksEvery is { } every ? connections / every : 0;

    /// <summary>Every so manieth connection breaks in the middle of the mail; null while all is well.</summary>
    public int? BreaksEvery { get; set; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(stopping.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var upstream = new TcpClient();
        try
        {
            await upstream.ConnectAsync(IPAddress.Loopback, server, stopping.Token);
            var there = CopyAsync(client.GetStream(), upstream.GetStream(), BreaksEvery is { } every && Interlocked.Increment(ref connections) % every == 0 ? 2_000 : BreaksAfter);
            var back = CopyAsync(upstream.GetStream(), client.GetStream(), null);
            await Task.WhenAny(there, back);
        }
        catch (Exception broken) when (broken is OperationCanceledException or SocketException or IOException)
        {
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, int? most)
    {
        try
        {
            var buffer = new byte[4096];
            for (var carried = 0; await from.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, (most ?? int.MaxValue) - carried)), stopping.Token) is > 0 and var count; carried += count)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), stopping.Token);
            }
        }
        catch (Exception broken) when (broken is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
        }
    }
}
