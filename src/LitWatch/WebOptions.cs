using System.ComponentModel.DataAnnotations;

namespace LitWatch;

/// <summary>How LitWatch is reached.</summary>
internal sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>Base of every link in mails. Never taken from a request: its headers are the caller's.</summary>
    [Required(ErrorMessage = "Web:PublicUrl must be the absolute http(s) address under which people reach LitWatch.")]
    public Uri PublicUrl { get; set; } = new("http://localhost:7071/");

    /// <summary>Ad hoc searches of one team a minute: they share the sources' quota with its alerts.</summary>
    public int SearchesPerMinute { get; set; } = 30;

    /// <summary>Set by the local host alone, when it listens on loopback: who sits at the machine is admin of team <c>default</c>. Not a setting.</summary>
    internal bool TrustLoopback { get; set; }

    /// <summary>Set by the Functions host alone, where App Service Authentication stands before it and sets who calls. Not a setting.</summary>
    internal bool TrustPrincipal { get; set; }
}
