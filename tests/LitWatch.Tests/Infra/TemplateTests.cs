using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LitWatch.Tests.Infra;

/// <summary>What a deployment may and must be, read off the compiled template.</summary>
public sealed partial class TemplateTests
{
    /// <summary>Azure's names of the only roles that LitWatch's identity may have.</summary>
    private static readonly Dictionary<string, string> Roles = new(StringComparer.Ordinal)
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
    };

    [SkippableFact]
    public void It_compiles_and_lints_without_a_word() => Assert.Equal("", Template.Main.Said);

    [SkippableFact]
    public void Storage_takes_no_keys_no_strangers_and_no_old_TLS()
    {
        var account = Assert.Single(Template.Main.Of("Microsoft.Storage/storageAccounts"))["properties"]!;

        Assert.Equal((false, false, true, "TLS1_2"), ((bool)account["allowSharedKeyAccess"]!, (bool)account["allowBlobPublicAccess"]!, (bool)account["supportsHttpsTrafficOnly"]!, (string)account["minimumTlsVersion"]!));
        Assert.All(Template.Main.Of("Microsoft.Storage/storageAccounts/blobServices/containers"), container => Assert.Equal("None", (string)container["properties"]!["publicAccess"]!));
        Assert.DoesNotContain("listKeys", Template.Main.Root.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public void Evidence_cannot_be_changed_for_as_long_as_is_asked_for()
    {
        var policy = Assert.Single(Template.Main.Of("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies"));
        var module = Template.Main.Modules.Single(module => module["variables"]?["evidence"] is not null);

        Assert.Equal(("[length(variables('evidence'))]", "[parameters('retentionDays')]"), ((string)policy["copy"]!["count"]!, (string)policy["properties"]!["immutabilityPeriodSinceCreationInDays"]!));
        Assert.Equal(["raw", "digests"], module["variables"]!["evidence"]!.AsArray().Select(name => (string)name!));
        Assert.Contains("'raw'", ContainerOf<RawArchive>(), StringComparison.Ordinal);
        Assert.Contains("'digests'", ContainerOf<DigestArchive>(), StringComparison.Ordinal);
        Assert.Contains("tierToCool", Assert.Single(Template.Main.Of("Microsoft.Storage/storageAccounts/managementPolicies")).ToJsonString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_app_is_reached_by_https_only_and_changed_with_an_identity_only()
    {
        var site = Assert.Single(Template.Main.Of("Microsoft.Web/sites"))["properties"]!;

        Assert.Equal((true, "1.2", "1.2", "Disabled"), ((bool)site["httpsOnly"]!, (string)site["siteConfig"]!["minTlsVersion"]!, (string)site["siteConfig"]!["scmMinTlsVersion"]!, (string)site["siteConfig"]!["ftpsState"]!));
        Assert.Equal("UserAssignedIdentity", (string)site["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!["type"]!);
        Assert.Equal(("dotnet-isolated", "10.0"), ((string)site["functionAppConfig"]!["runtime"]!["name"]!, (string)site["functionAppConfig"]!["runtime"]!["version"]!));
        Assert.Equal([false, false], Template.Main.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Select(policy => (bool)policy["properties"]!["allow"]!));
        Assert.Equal(("FC1", "FlexConsumption"), Assert.Single(Template.Main.Of("Microsoft.Web/serverfarms"))["sku"] is var sku ? ((string)sku!["name"]!, (string)sku["tier"]!) : default);
    }

    [SkippableFact]
    public void The_identity_has_exactly_the_roles_it_needs()
    {
        var granted = Template.Main.Of("Microsoft.Authorization/roleAssignments").SelectMany(assignment => RolesOf(assignment)).ToList();

        Assert.Equal(Roles.Keys.Order(StringComparer.Ordinal), granted.Order(StringComparer.Ordinal));
        Assert.All(Template.Main.Of("Microsoft.Authorization/roleAssignments"), assignment => Assert.NotNull(assignment["scope"]));
    }

    [SkippableFact]
    public void No_secret_is_in_outputs_or_settings()
    {
        foreach (var module in Template.Main.Modules)
        {
            var secrets = module["parameters"]!.AsObject().Where(parameter => ((string)parameter.Value!["type"]!).StartsWith("secure", StringComparison.OrdinalIgnoreCase)).Select(parameter => parameter.Key).ToList();
            var outputs = module["outputs"]?.ToJsonString() ?? "";
            Assert.All(secrets, secret => Assert.DoesNotContain($"parameters('{secret}')", outputs, StringComparison.Ordinal));
            Assert.DoesNotContain(secrets, _ => module["resources"]!.ToJsonString().Contains("'appsettings'", StringComparison.Ordinal));
        }

        Assert.Contains("@Microsoft.KeyVault(SecretUri=", Settings().ToJsonString(), StringComparison.Ordinal);
        Assert.True((bool)Assert.Single(Template.Main.Of("Microsoft.KeyVault/vaults"))["properties"]!["enableRbacAuthorization"]!);
    }

    [SkippableFact]
    public void Every_setting_that_the_code_requires_is_set()
    {
        var names = SettingNames().ToList();

        // With all of them the app starts, and none but the account's and the public address's may be left out.
        Assert.Null(Start(names));
        foreach (var name in names.Where(name => name is "AzureWebJobsStorage__accountName" or "PubMed__Email" or "Security__SigningKey"))
        {
            Assert.Contains(name.Split("__")[0], Start(names.Where(other => other != name)), StringComparison.Ordinal);
        }

        Assert.Superset(new HashSet<string>(["Mail__From", "Mail__Host", "Web__PublicUrl", "Crossref__Mailto", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential"]), names.ToHashSet(StringComparer.Ordinal));
        Assert.Contains(Template.Main.Modules, module => module.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal).Contains("'FUNCTIONS_ENABLE_DRAIN_ON_APP_STOPPING', 'true'", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Alarms_watch_what_is_measured_and_tell_the_operator()
    {
        var module = Template.Main.Modules.Single(module => module["variables"]?["alarms"] is not null);
        var queries = module["variables"]!["alarms"]!.AsArray().Select(alarm => (string)alarm!["query"]!).ToList();
        string[] measured = [AlertMetrics.DaysSinceComplete, AlertMetrics.Runs, DigestMetrics.Mails, QueueMetrics.Messages];

        Assert.Equal(measured.Order(StringComparer.Ordinal), queries.Select(query => MetricName().Match(query).Groups["name"].Value).Order(StringComparer.Ordinal));
        Assert.Contains("Microsoft.Insights/actionGroups", Assert.Single(Template.Main.Of("Microsoft.Insights/scheduledQueryRules"))["properties"]!["actions"]!.ToJsonString(), StringComparison.Ordinal);
        var runbook = File.ReadAllText(Path.Combine(ShippedData.Root, ".github", "RUNBOOK.md"));
        Assert.All(module["variables"]!["alarms"]!.AsArray(), alarm => Assert.Contains((string)alarm!["title"]!, runbook, StringComparison.Ordinal));
    }

    private static JsonNode Settings() => Template.Main.Of("Microsoft.Web/sites/config").Single(config => ((string)config["name"]!).Contains("appsettings", StringComparison.Ordinal))["properties"]!;

    private static IEnumerable<string> SettingNames() =>
        Template.Main.Modules.SelectMany(module => SettingName().Matches(module.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal)).Select(match => match.Groups["name"].Value)).Distinct(StringComparer.Ordinal);

    /// <summary>What keeps the app from starting with these settings; null when nothing does.</summary>
    private static string? Start(IEnumerable<string> names)
    {
        var values = names.ToDictionary(name => name.Replace("__", ":", StringComparison.Ordinal), name => name switch
        {
            "Mail__Port" => "587",
            "Mail__Security" => "StartTls",
            "Web__PublicUrl" => "https://litwatch.example/",
            "Security__SigningKey" or "Security__PreviousSigningKey" => Convert.ToBase64String(new byte[48]),
            _ when name.Contains("Mail", StringComparison.Ordinal) || name.Contains("Email", StringComparison.Ordinal) => "litwatch@example.org",
            _ => "litwatch",
        }, StringComparer.OrdinalIgnoreCase);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values!).Build();
        using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddLitWatch(configuration).BuildServiceProvider();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return null;
        }
        catch (OptionsValidationException refused)
        {
            return refused.Message;
        }
        catch (AggregateException refused)
        {
            return refused.Message;
        }
    }

    private static IEnumerable<string> RolesOf(JsonObject assignment)
    {
        var module = Template.Main.Modules.Single(module => module["resources"]!.ToJsonString().Contains(assignment.ToJsonString(), StringComparison.Ordinal) && module["resources"]!.AsArray().Any(resource => ReferenceEquals(resource, assignment)));
        return Guids().Matches(module["variables"]!.ToJsonString()).Select(match => match.Value);
    }

    private static string ContainerOf<T>() => string.Join(' ', typeof(T).GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static).Where(field => field.IsLiteral).Select(field => $"'{field.GetRawConstantValue()}'"));

    [GeneratedRegex(@"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", RegexOptions.None, 5_000)]
    private static partial Regex Guids();

    [GeneratedRegex(@"Name == ""(?<name>[a-z_.]+)""", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"'(?<name>(?:AzureWebJobsStorage|PubMed|Crossref|Mail|Web|Security)__[A-Za-z]+)'", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex SettingName();
}
