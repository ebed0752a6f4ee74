using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace LitWatch.Tests.Infra;

/// <summary><c>azure-pipelines.yml</c> and <c>azure.yaml</c> say what can be done: they parse, and what they call is there.</summary>
public sealed partial class PipelineTests
{
    private static readonly YamlMappingNode Pipeline = Read("azure-pipelines.yml");

    [Fact]
    public void It_goes_from_restoring_to_production_by_way_of_staging()
    {
        var stages = ((YamlSequenceNode)Pipeline["stages"]).Cast<YamlMappingNode>().ToList();

        Assert.Equal(["Build", "Staging", "Production"], stages.Select(stage => $"{stage["stage"]}"));
        Assert.Equal(["Build", "Staging"], stages.Skip(1).Select(stage => $"{stage["dependsOn"]}"));
        // Approvals belong to an environment, which is no part of the file.
        Assert.Equal(["litwatch-staging", "litwatch-production"], stages.Skip(1).Select(stage => $"{stage["jobs"][0]["environment"]}"));
        string[] order = ["dotnet restore", "dotnet build", "dotnet test", ".ci/coverage", ".ci/audit", ".ci/bicep", "dotnet publish", ".ci/deploy what-if staging", ".ci/deploy deploy staging", ".ci/deploy what-if production", ".ci/deploy deploy production"];
        var at = order.Select(command => Scripts().ToList().FindIndex(script => script.Contains(command, StringComparison.Ordinal))).ToList();
        Assert.DoesNotContain(-1, at);
        Assert.Equal(at.Order(), at);
    }

    [Fact]
    public void Every_script_that_is_called_is_there_and_may_be_run()
    {
        var called = Scripts().Append(File.ReadAllText(Path.Combine(ShippedData.Root, ".ci", "deploy"))).SelectMany(script => OwnScript().Matches(script)).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.Equal([".ci/audit", ".ci/bicep", ".ci/coverage", ".ci/deploy", ".ci/smoke"], called.Order(StringComparer.Ordinal));
        Assert.All(called, script => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(ShippedData.Root, script)).HasFlag(UnixFileMode.UserExecute), script));
    }

    [Fact]
    public void Every_build_is_one_of_configuration_Azure_which_the_solution_has_for_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(ShippedData.Root, "LitWatch.sln"));
        var projects = ProjectId().Matches(solution).Select(match => match.Groups["id"].Value).ToList();

        Assert.All(Scripts().Where(script => Builds().IsMatch(script)), script => Assert.Contains("Azure", script, StringComparison.Ordinal));
        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.Contains($"{project}.Azure|Any CPU.Build.0 = Azure|Any CPU", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Azd_builds_what_the_pipeline_builds_and_knows_every_parameter()
    {
        var service = Read(Path.Combine("infra", "azure.yaml"))["services"]["functions"];
        var parameters = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(ShippedData.Root, "infra", "main.parameters.json")))!["parameters"]!.AsObject().Select(parameter => parameter.Key);
        var declared = Declared().Matches(File.ReadAllText(Path.Combine(ShippedData.Root, "infra", "main.bicep"))).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["default"].Success, StringComparer.Ordinal);

        Assert.Contains("dotnet publish ../src/LitWatch.Functions -c Azure -o ../artifacts/functions", $"{service["hooks"]["prepackage"]["run"]}", StringComparison.Ordinal);
        Assert.Equal("../artifacts/functions", $"{service["dist"]}");
        Assert.Subset(declared.Keys.ToHashSet(StringComparer.Ordinal), parameters.ToHashSet(StringComparer.Ordinal));
        Assert.Subset(parameters.ToHashSet(StringComparer.Ordinal), declared.Where(one => !one.Value).Select(one => one.Key).ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Scripts() => Scripts(Pipeline);

    private static IEnumerable<string> Scripts(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(pair => $"{pair.Key}" is "script" or "inlineScript" ? [$"{pair.Value}"] : Scripts(pair.Value)),
        YamlSequenceNode list => list.SelectMany(Scripts),
        _ => [],
    };

    private static YamlMappingNode Read(string file)
    {
        using var text = File.OpenText(Path.Combine(ShippedData.Root, file));
        var yaml = new YamlStream();
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    [GeneratedRegex(@"\.ci/[a-z]+", RegexOptions.None, 5_000)]
    private static partial Regex OwnScript();

    [GeneratedRegex(@"dotnet (restore|build|test|publish)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Builds();

    [GeneratedRegex(@"Project\(""[^""]+""\) = ""[^""]+"", ""[^""]+\.csproj"", ""(?<id>[^""]+)""", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex ProjectId();

    [GeneratedRegex(@"^param (?<name>\w+) \w+(?<default> =)?", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5_000)]
    private static partial Regex Declared();
}
