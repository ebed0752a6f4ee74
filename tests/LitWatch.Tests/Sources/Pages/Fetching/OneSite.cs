using System.Net;
using LitWatch.Sources.Pages.Fetching;

namespace LitWatch.Tests.Sources.Pages.Fetching;

/// <summary>The exception that tests need and production cannot have: one server of this machine counts as public, under any name. All else is judged by the product's own rule.</summary>
internal sealed class OneSite(Uri site) : IReachable
{
    private readonly PublicWeb rest = new();

    public string? Refusal(Uri address) => address is { IsAbsoluteUri: true, Scheme: "http", UserInfo: "" } && address.Port == site.Port ? null : rest.Refusal(address);

    // A socket for both families shows an IPv4 address as a mapped one.
    public bool IsAllowed(IPAddress address) => address.MapToIPv6().Equals(IPAddress.Parse(site.Host).MapToIPv6()) || rest.IsAllowed(address);
}
