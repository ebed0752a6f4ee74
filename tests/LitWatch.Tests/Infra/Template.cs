using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace LitWatch.Tests.Infra;

/// <summary><c>infra/main.bicep</c> as the compiler makes a template of it, once for all tests.</summary>
internal sealed class Template
{
    private static readonly Lazy<Template> Compiled = new(() => new Template());

    private Template()
    {
        var compiler = typeof(Template).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Bicep").Value!;
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists(compiler), "The Bicep compiler is referenced on Linux only.");
        // NuGet unpacks files without the right to run them.
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(compiler, File.GetUnixFileMode(compiler) | UnixFileMode.UserExecute);
        }

        (Root, Said) = Run(compiler, "build", "--stdout") is var (text, said) ? (JsonNode.Parse(text)!.AsObject(), said) : throw new UnreachableException();
        Said += Run(compiler, "lint").Said;
        Modules = [.. Below(Root)];
    }

    public static Template Main => Compiled.Value;

    public JsonObject Root { get; }

    /// <summary>What the compiler and the linter had to say.</summary>
    public string Said { get; }

    /// <summary>The templates of all modules, the root first.</summary>
    public IReadOnlyList<JsonObject> Modules { get; }

    /// <summary>All resources of this type that are made.</summary>
    public IEnumerable<JsonObject> Of(string type) => Modules.SelectMany(Resources).Where(resource => (string?)resource["type"] == type && resource["existing"] is null);

    private static IEnumerable<JsonObject> Resources(JsonObject template) =>
        (template["resources"] is JsonObject named ? named.Select(resource => resource.Value) : template["resources"]!.AsArray()).Select(resource => resource!.AsObject());

    private static IEnumerable<JsonObject> Below(JsonObject template) =>
        Resources(template).Where(resource => (string?)resource["type"] == "Microsoft.Resources/deployments").SelectMany(module => Below(module["properties"]!["template"]!.AsObject())).Prepend(template);

    private static (string Text, string Said) Run(string compiler, string verb, params string[] more)
    {
        using var process = Process.Start(new ProcessStartInfo(compiler, [verb, Path.Combine(ShippedData.Root, "infra", "main.bicep"), .. more]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said.Result);
        return (text, said.Result);
    }
}
