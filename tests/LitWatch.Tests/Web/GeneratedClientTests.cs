using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using LitWatch.Tests.Deduplication;
using LitWatch.Tests.Local;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace LitWatch.Tests.Web;

/// <summary>A client that NSwag makes of the published document, compiled and used: the document says enough to call everything.</summary>
public sealed class GeneratedClientTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task It_makes_every_call_and_is_answered_as_published()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(Records.PubMed("901", "Natalizumab and psoriasis"));
        var client = await ClientAsync(await web.Client.GetStringAsync(new Uri("api/openapi.json", UriKind.Relative)), web.Client);
        MethodInfo[] calls = [.. client.GetType().GetMethods().Where(method => method.DeclaringType == client.GetType() && method.Name.EndsWith("Async", StringComparison.Ordinal) && method.GetParameters() is [.., { ParameterType: var last }] && last == typeof(CancellationToken))];
        var published = Pipeline.Entries.OfType<HttpEntry>().Where(entry => entry.Operation.IsPublished).ToList();
        Assert.Equal(published.Select(entry => entry.Name).Order(StringComparer.Ordinal), calls.Select(call => char.ToUpperInvariant(call.Name[0]) + call.Name[1..^"Async".Length]).Order(StringComparer.Ordinal));

        foreach (var call in calls)
        {
            var entry = published.Single(entry => string.Equals(entry.Name + "Async", call.Name, StringComparison.OrdinalIgnoreCase));
            var status = await StatusAsync(client, call, entry, hits.Alert);
            Assert.True(status == entry.Operation.Status || entry.Operation.Problems.Contains(status), $"{entry.Name} answers {status}");
        }
    }

    // Made up where nothing better is known: a problem that is published is an answer, too.
    private static object? Value(ParameterInfo parameter, string alert) => parameter.ParameterType switch
    {
        var type when type == typeof(CancellationToken) => CancellationToken.None,
        var type when type == typeof(string) => parameter.Name switch { "id" or "alert" => alert, "term" => "natalizumab", _ => parameter.HasDefaultValue ? null : "none" },
        var type when type == typeof(IEnumerable<string>) && parameter.Name == "drug" => new[] { "natalizumab" },
        var type when type == typeof(int) => 1,
        { IsValueType: true } type => Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null,
        { IsClass: true } type when type.GetConstructor([]) is not null => Activator.CreateInstance(type),
        _ => null,
    };

    private static async Task<int> StatusAsync(object client, MethodInfo call, HttpEntry entry, string alert)
    {
        try
        {
            await (Task)call.Invoke(client, [.. call.GetParameters().Select(parameter => Value(parameter, alert))])!;
            return entry.Operation.Status;
        }
        catch (Exception refused) when (refused.GetType().GetProperty("StatusCode") is { } code)
        {
            return Convert.ToInt32(code.GetValue(refused), CultureInfo.InvariantCulture);
        }
    }

    private static async Task<object> ClientAsync(string document, HttpClient http)
    {
        var settings = new CSharpClientGeneratorSettings { ClassName = "LitWatchClient", UseBaseUrl = false, CSharpGeneratorSettings = { Namespace = "Generated", JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.SystemTextJson } };
        var source = new CSharpClientGenerator(await OpenApiDocument.FromJsonAsync(document), settings).GenerateFile();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("generated-client", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Take(10)));
        assembly.Position = 0;
        return Activator.CreateInstance(new AssemblyLoadContext("generated-client", isCollectible: true).LoadFromStream(assembly).GetType("Generated.LitWatchClient")!, http)!;
    }
}
