using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace LitWatch.Storage;

/// <summary>Where everything is kept: one Azure storage account, named the way Functions names it.</summary>
internal sealed partial class StorageOptions
{
    /// <summary>The key that the Functions host itself reads.</summary>
    public const string ConnectionKey = "AzureWebJobsStorage";

    public string? ConnectionString { get; set; }

    /// <summary>For identity-based access, instead of a connection string.</summary>
    public string? AccountName { get; set; }

    /// <summary><c>managedidentity</c> asks for the identity of <see cref="ClientId"/>; otherwise the default chain of credentials.</summary>
    public string? Credential { get; set; }

    public string? ClientId { get; set; }

    /// <summary>Put before every table, queue and container name: lets tests and trials share an account.</summary>
    public string Prefix { get; set; } = "";

    public static void Read(StorageOptions options, IConfiguration configuration)
    {
        options.ConnectionString = configuration[ConnectionKey];
        options.AccountName = configuration[$"{ConnectionKey}:accountName"];
        options.Credential = configuration[$"{ConnectionKey}:credential"];
        options.ClientId = configuration[$"{ConnectionKey}:clientId"];
        options.Prefix = configuration["Storage:Prefix"] ?? "";
    }

    /// <summary>What is wrong, naming the key; null when all is well.</summary>
    public string? Fault() => this switch
    {
        { ConnectionString: null or "", AccountName: null or "" } =>
            "AzureWebJobsStorage must be a storage connection string, or AzureWebJobsStorage__accountName the name of a storage account.",
        _ when !ValidPrefix().IsMatch(Prefix) =>
            "Storage:Prefix must be empty, or up to 20 lower-case letters and digits that start with a letter.",
        _ => null,
    };

    [GeneratedRegex("^(?:[a-z][a-z0-9]{0,19})?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ValidPrefix();
}
