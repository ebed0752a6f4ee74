using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LitWatch.Benchmarks;

/// <summary>Counts the HTTP requests of this process by port, from the runtime's own metric <c>http.client.request.duration</c>.</summary>
internal sealed class RequestCount : IDisposable
{
    private readonly ConcurrentDictionary<int, int> byPort = new();
    private readonly MeterListener listener = new();

    public RequestCount()
    {
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
            {
                meters.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var (name, value) in tags)
            {
                if (name == "server.port" && value is int port)
                {
                    byPort.AddOrUpdate(port, 1, (_, count) => count + 1);
                }
            }
        });
        listener.Start();
    }

    public int To(int port) => byPort.GetValueOrDefault(port);

    public int Except(int port) => byPort.Where(entry => entry.Key != port).Sum(entry => entry.Value);

    public void Dispose() => listener.Dispose();
}
