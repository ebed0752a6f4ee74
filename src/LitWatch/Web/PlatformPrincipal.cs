using System.Text.Json;
using System.Text.Json.Serialization;

namespace LitWatch.Web;

/// <summary>
/// The person that App Service Authentication has logged in, as it tells the app in <c>X-MS-CLIENT-PRINCIPAL</c>: base64 of JSON with claims. Anybody can send that header where the platform does not set it, so it is read only there.
/// Teams and roles are app roles of the directory: <c>editor</c> is an editor of team <c>default</c>, <c>neurology/editor</c> one of team <c>neurology</c>.
/// </summary>
internal static partial class PlatformPrincipal
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    private const string DefaultTeam = "default";
    private const string RoleClaim = "roles";

    private static readonly string[] NameClaims = ["preferred_username", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "email", "name"];

    /// <summary>Who it is, in the first team it has a role in, with the highest of its roles there; null when it is malformed or has none.</summary>
    public static ApiKey? Read(string? header)
    {
        if (Parse(header) is not { Claims: { } claims } principal)
        {
            return null;
        }

        var roles = claims.Where(claim => claim.Type == RoleClaim || claim.Type == principal.RoleType).Select(claim => RoleOf(claim.Value)).OfType<(string Team, Access Role)>().ToList();
        var name = NameClaims.Append(principal.NameType).Select(type => claims.FirstOrDefault(claim => claim.Type == type)?.Value).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        return roles is [var (team, _), ..] && name is not null ? new ApiKey(team, name, roles.Where(role => role.Team == team).Max(role => role.Role)) : null;
    }

    private static (string Team, Access Role)? RoleOf(string? value) => value?.Split('/') switch
    {
        [var role] when Named(role) is { } access => (DefaultTeam, access),
        [{ Length: > 0 } team, var role] when Named(role) is { } access => (team, access),
        _ => null,
    };

    private static Access? Named(string role) => role.ToLowerInvariant() switch
    {
        "reader" => Access.Reader,
        "editor" => Access.Editor,
        "admin" => Access.Admin,
        _ => null,
    };

    private static Principal? Parse(string? header)
    {
        try
        {
            return string.IsNullOrEmpty(header) ? null : JsonSerializer.Deserialize(Convert.FromBase64String(header), PrincipalJson.Default.Principal);
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record Principal(
        [property: JsonPropertyName("claims")] IReadOnlyList<Claim>? Claims, [property: JsonPropertyName("name_typ")] string? NameType, [property: JsonPropertyName("role_typ")] string? RoleType);

    private sealed record Claim([property: JsonPropertyName("typ")] string? Type, [property: JsonPropertyName("val")] string? Value);

    [JsonSerializable(typeof(Principal))]
    private sealed partial class PrincipalJson : JsonSerializerContext;
}
