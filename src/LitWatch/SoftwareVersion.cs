using System.Reflection;

namespace LitWatch;

/// <summary>The version that goes into every run and digest.</summary>
internal static class SoftwareVersion
{
    public static string Current { get; } =
        typeof(SoftwareVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
