namespace LitWatch.Web;

/// <summary>Who may call an HTTP entry: each role may do what the ones before it may.</summary>
internal enum Access
{
    /// <summary>No identity needed: static files, liveness, and addresses that carry their own signature.</summary>
    Open,

    Reader,

    Editor,

    Admin,
}
