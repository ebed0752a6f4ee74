using System.Globalization;
using System.Text.Json;

namespace LitWatch.Local.Hosting;

/// <summary>The queue rules of host.json, as the Functions host obeys them.</summary>
/// <param name="BatchSize">Messages fetched at a time, 1 to 32.</param>
/// <param name="NewBatchThreshold">The next batch is fetched when so many or fewer are in flight: at most the sum of both run at once.</param>
/// <param name="MaxDequeueCount">A message that failed so often goes to the poison queue.</param>
/// <param name="VisibilityTimeout">How long a failed message waits before it is tried again.</param>
/// <param name="MaxPollingInterval">The longest pause between two looks into an empty queue.</param>
internal sealed record QueueRules(int BatchSize, int NewBatchThreshold, int MaxDequeueCount, TimeSpan VisibilityTimeout, TimeSpan MaxPollingInterval);

/// <summary>What Local obeys of host.json; every value must be there, so nothing rests on a default that the Functions host may change.</summary>
internal sealed record HostJson(string RoutePrefix, QueueRules Queues)
{
    public static string DefaultPath { get; } = Path.Combine(AppContext.BaseDirectory, "host.json");

    /// <exception cref="InvalidDataException">Names the file, the key and what it must be.</exception>
    public static HostJson Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement);
        }
        catch (Exception fault) when (fault is IOException or JsonException or FormatException)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }
    }

    private static HostJson Read(JsonElement root)
    {
        if (Text(root, "version") is not "2.0")
        {
            throw new FormatException("version must be \"2.0\".");
        }

        // StorageAccount sends plain text: any other encoding would make the two hosts disagree.
        if (Text(root, "extensions.queues.messageEncoding") is not "none")
        {
            throw new FormatException("extensions.queues.messageEncoding must be \"none\".");
        }

        return new HostJson(
            Text(root, "extensions.http.routePrefix"),
            new QueueRules(
                Number(root, "extensions.queues.batchSize", 1, 32),
                Number(root, "extensions.queues.newBatchThreshold", 0, 1000),
                Number(root, "extensions.queues.maxDequeueCount", 1, 1000),
                Time(root, "extensions.queues.visibilityTimeout", TimeSpan.Zero),
                Time(root, "extensions.queues.maxPollingInterval", TimeSpan.FromMilliseconds(100))));
    }

    private static string Text(JsonElement root, string key) =>
        Find(root, key) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw new FormatException($"{key} must be a text.");

    private static int Number(JsonElement root, string key, int least, int most) =>
        Find(root, key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{key} must be a whole number from {least} to {most}."));

    private static TimeSpan Time(JsonElement root, string key, TimeSpan least) =>
        TimeSpan.TryParseExact(Text(root, key), ["c"], CultureInfo.InvariantCulture, out var time) && time >= least && time <= TimeSpan.FromDays(7)
            ? time
            : throw new FormatException($"{key} must be a time as hh:mm:ss, from {least:c} to seven days.");

    private static JsonElement Find(JsonElement element, string key)
    {
        foreach (var name in key.Split('.'))
        {
            element = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child)
                ? child
                : throw new FormatException($"{key} is missing.");
        }

        return element;
    }
}
