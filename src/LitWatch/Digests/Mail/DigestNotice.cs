namespace LitWatch.Digests.Mail;

/// <summary>Fixed sentences of a digest.</summary>
internal static class DigestNotice
{
    public const string GapsTitle = "Search INCOMPLETE: articles may be missing from this digest";

    public const string GapsAdvice = "LitWatch searches these again by itself; what they bring comes in a later digest.";

    public const string Changed = "Changed since it was mailed";

    public const string NothingNew = "No article is new in what was searched; the searches stand below.";
}
