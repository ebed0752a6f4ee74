namespace LitWatch.Digests.Mail;

/// <summary>Our own addresses in a digest: the page that shows it and, unless it is a preview, the recipient's signed way out.</summary>
internal sealed record DigestLinks(Uri Web, Uri? Unsubscribe = null)
{
    public Uri Web { get; } = Checked(Web);

    public Uri? Unsubscribe { get; } = Unsubscribe is null ? null : Checked(Unsubscribe);

    // These come from settings and would be the only links that no constructor of ours has looked at.
    private static Uri Checked(Uri address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https" }
        ? address
        : throw new ArgumentException($"'{address}' is no absolute http(s) address.", nameof(address));
}
