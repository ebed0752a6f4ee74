using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Web;

/// <param name="Name">Who holds it, as histories show it.</param>
internal sealed record ApiKey(string Team, string Name, Access Role);

/// <summary>API keys (<c>lw_…</c>), kept as SHA-256 only: 256 random bits need no slow hash.</summary>
internal sealed class ApiKeyStore(StorageAccount storage, TimeProvider clock)
{
    private const string Table = "ApiKeys";
    private const string Prefix = "lw_";

    /// <summary>Makes a key and returns it; it cannot be shown again.</summary>
    public async Task<string> CreateAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var secret = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var (partition, row) = KeyOf(secret);
        var table = await storage.TableAsync(Table, cancellationToken);
        await table.PutAsync(
            new TableEntity(partition, row)
            {
                ["Team"] = key.Team,
                ["Name"] = key.Name,
                ["Role"] = key.Role.ToString(),
                ["CreatedAt"] = clock.GetUtcNow(),
            },
            cancellationToken);
        return secret;
    }

    public async Task<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var (partition, row) = KeyOf(secret);
        var table = await storage.TableAsync(Table, cancellationToken);
        return await table.FindAsync(partition, row, cancellationToken) is { } entity && Enum.TryParse<Access>(entity.GetString("Role"), out var role)
            ? new ApiKey(entity.GetString("Team"), entity.GetString("Name"), role)
            : null;
    }

    // The row is found by the key's hash, so a lookup does not need the team and takes the same time for any wrong key.
    private static (string Partition, string Row) KeyOf(string secret)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        return (hash[..2], hash);
    }
}
