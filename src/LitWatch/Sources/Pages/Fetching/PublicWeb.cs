using System.Net;
using System.Net.Sockets;

namespace LitWatch.Sources.Pages.Fetching;

/// <summary>
/// The web that anybody can see: http and https at their usual ports, hosts with a name of the public DNS, addresses that are routed globally
/// (IANA's special-purpose registries, RFC 6890; IPv6 by RFC 4291) and belong to no cloud's platform.
/// </summary>
internal sealed class PublicWeb : IReachable
{
    private const int LongestAddress = 2048;

    private static readonly string[] LocalNames = ["localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "onion", "test", "invalid", "example"];

    private static readonly IPNetwork[] SpecialIPv4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",

            // Azure's own: host agent, DNS and metadata of every virtual machine, although it looks public.
            "168.63.129.16/32",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalIPv6 = IPNetwork.Parse("2000::/3");

    /// <summary>Within the global ones: Teredo and its neighbours, documentation, 6to4, which hides an IPv4 address.</summary>
    private static readonly IPNetwork[] SpecialIPv6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(IPNetwork.Parse)];

    public string? Refusal(Uri address) =>
        !address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) ? "only http and https are followed"
        : address.AbsoluteUri.Length > LongestAddress ? "it is too long"
        : address.UserInfo.Length > 0 ? "it carries credentials"
        : !address.IsDefaultPort ? "it names a port"
        : address.HostNameType != UriHostNameType.Dns ? "its host is a number and not a name"
        : !IsPublicName(address.IdnHost) ? "its host has no public name"
        : null;

    public bool IsAllowed(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsAllowed(address.MapToIPv4());
        }

        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(SpecialIPv4, network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => GlobalIPv6.Contains(address) && !Array.Exists(SpecialIPv6, network => network.Contains(address)),
            _ => false,
        };
    }

    /// <summary>Two labels at least, of letters, digits and hyphens; the last one no number and no name of a private network.</summary>
    private static bool IsPublicName(string host)
    {
        var labels = host.TrimEnd('.').Split('.');
        return labels.Length >= 2
            && Array.TrueForAll(labels, label => label.Length is > 0 and <= 63 && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            && labels[^1].Any(char.IsAsciiLetter)
            && !labels[^1].StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && !LocalNames.Contains(labels[^1], StringComparer.OrdinalIgnoreCase);
    }
}
