using System.Net;
using System.Net.Sockets;
using LitWatch.Articles;

namespace LitWatch.Sources.Pages.Fetching;

/// <summary>
/// Opens connections for pages: looks the host up itself, refuses it when any of its addresses is not allowed, connects to the very addresses that were checked,
/// and checks the one that answered. DNS that changes its answer between check and use finds nothing in between.
/// </summary>
internal sealed class PublicConnection(IReachable reachable, HostLookup lookup)
{
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await lookup(host, cancellationToken);
        if (addresses.Length == 0)
        {
            throw new HttpRequestException($"'{host}' has no address.");
        }

        foreach (var address in addresses)
        {
            Check(host, address);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            Check(host, ((IPEndPoint)socket.RemoteEndPoint!).Address);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Check(string host, IPAddress address)
    {
        if (!reachable.IsAllowed(address))
        {
            throw new SourceException(SourceNames.Page, $"'{host}' is not on the public web: it leads to {address}.", retryable: false);
        }
    }
}
