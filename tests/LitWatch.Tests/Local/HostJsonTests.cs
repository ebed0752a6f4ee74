using LitWatch.Local.Hosting;

namespace LitWatch.Tests.Local;

public sealed class HostJsonTests
{
    private const string Good = """
        {
          "version": "2.0",
          "extensions": {
            "http": { "routePrefix": "" },
            "queues": {
              "messageEncoding": "none", "batchSize": 8, "newBatchThreshold": 4, "maxDequeueCount": 5,
              "visibilityTimeout": "00:05:00", "maxPollingInterval": "00:00:30"
            }
          }
        }
        """;

    [Fact]
    public void The_host_json_beside_the_binary_is_the_one_of_the_repository() =>
        Assert.Equal(HostJson.Load(Path.Combine(ShippedData.Root, "host.json")), HostJson.Load(HostJson.DefaultPath));

    [Fact]
    public void All_rules_are_read() =>
        Assert.Equal(new HostJson("", new QueueRules(8, 4, 5, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30))), Load(Good));

    [Theory]
    [InlineData("\"batchSize\": 8", "\"batchSize\": 33", "extensions.queues.batchSize")]
    [InlineData("\"batchSize\": 8", "\"batchSize\": \"8\"", "extensions.queues.batchSize")]
    [InlineData("\"batchSize\": 8, ", "", "extensions.queues.batchSize")]
    [InlineData("\"newBatchThreshold\": 4", "\"newBatchThreshold\": -1", "extensions.queues.newBatchThreshold")]
    [InlineData("\"maxDequeueCount\": 5", "\"maxDequeueCount\": 0", "extensions.queues.maxDequeueCount")]
    [InlineData("00:05:00", "5 minutes", "extensions.queues.visibilityTimeout")]
    [InlineData("00:00:30", "00:00:00.01", "extensions.queues.maxPollingInterval")]
    [InlineData("\"none\"", "\"base64\"", "extensions.queues.messageEncoding")]
    [InlineData("\"routePrefix\": \"\"", "", "extensions.http.routePrefix")]
    [InlineData("\"2.0\"", "\"1.0\"", "version")]
    [InlineData("{ \"routePrefix\"", "{{", "host.json")]
    public void What_is_missing_or_wrong_is_named(string old, string replacement, string named)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Load(Good.Replace(old, replacement, StringComparison.Ordinal)));

        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_json_that_is_absent_is_named()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains(folder["host.json"], Assert.Throws<InvalidDataException>(() => HostJson.Load(folder["host.json"])).Message, StringComparison.Ordinal);
    }

    private static HostJson Load(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["host.json"], text);
        return HostJson.Load(folder["host.json"]);
    }
}
