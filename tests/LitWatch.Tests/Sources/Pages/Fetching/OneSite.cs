using System.Net;
using LitWatch.Sources.Pages.Fetching;

namespace LitWatch.Tests.Sources.Pages.Fetching;

/// <summary>The exception that tests need and production cannot have: one server of this machine counts as public, under any name. All else is judged by the product's own rule.</summary>
internal sealed class OneSite(Uri site) : IReachable
{
    private readonly PublicWeb rest = new();

    public string? Refusal(Uri address) => address is { IsAbsoluteUri: true, Scheme: "http", UserInfo: "" } && address.Port == site.Port ? null : rest.Refusal(address);

    public bool IsAllowed(IPAddress address) => address.Equals(IPAddress.Parse(site.Host)) || rest.IsAllowed(address);
}
