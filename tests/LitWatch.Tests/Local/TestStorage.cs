using System.Security.Cryptography;

namespace LitWatch.Tests.Local;

internal static class TestStorage
{
    /// <summary>A <c>Storage:Prefix</c> that no other test has.</summary>
    public static string NewPrefix() => "t" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
}
