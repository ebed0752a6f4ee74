using System.Net;
using LitWatch.Web;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LitWatch.Local.Hosting;

/// <summary>
/// Where the web part listens, which follows from <c>Web:PublicUrl</c>. A loopback address: there, and whoever calls is trusted. Another http address:
/// every interface, at its port. An https address: port 7071 of loopback, for the proxy that holds the certificate. Outside the first case keys are demanded.
/// </summary>
internal sealed record WebAddress(bool EveryInterface, int Port, bool Trusted)
{
    public const int DefaultPort = 7071;

    public static WebAddress Of(Uri publicUrl) => publicUrl switch
    {
        { IsAbsoluteUri: true, Scheme: "http", IsLoopback: true } => new(EveryInterface: false, publicUrl.Port, Trusted: true),
        { IsAbsoluteUri: true, Scheme: "http" } => new(EveryInterface: true, publicUrl.Port, Trusted: false),
        _ => new(EveryInterface: false, DefaultPort, Trusted: false),
    };

    public void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = HttpGate.MaxBodyBytes;
        if (EveryInterface)
        {
            kestrel.ListenAnyIP(Port);
        }
        else if (Port == 0)
        {
            // Any free port, which cannot be had for two addresses at once: tests.
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(Port);
        }
    }
}
