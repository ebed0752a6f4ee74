namespace LitWatch.Web;

/// <summary>Who makes this request; set by <see cref="HttpGate"/> before the handler runs, or by the command line.</summary>
internal sealed class Caller
{
    /// <summary>The team whose alerts and subscriptions are visible.</summary>
    public string Team { get; private set; } = "";

    /// <summary>Written into histories: a key's name or a user's.</summary>
    public string Name { get; private set; } = "";

    public Access Role { get; private set; } = Access.Open;

    public void Become(string team, string name, Access role) => (Team, Name, Role) = (team, name, role);
}
