using System.Net;

namespace LitWatch.Sources.Pages.Fetching;

/// <summary>
/// What pages may be fetched from: addresses come from records and redirects, so whoever writes those chooses them. The product has one rule,
/// <see cref="PublicWeb"/>, and no setting that chooses another; tests bring their own.
/// </summary>
internal interface IReachable
{
    /// <summary>Why an address must not be asked, in words; null when it may, as far as the address itself tells.</summary>
    string? Refusal(Uri address);

    /// <summary>Whether a connection to it may be opened.</summary>
    bool IsAllowed(IPAddress address);
}

/// <summary>All addresses of a host, as DNS names them now.</summary>
internal delegate Task<IPAddress[]> HostLookup(string host, CancellationToken cancellationToken);
