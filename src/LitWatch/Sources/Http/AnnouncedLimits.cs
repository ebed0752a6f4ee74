using System.Collections.Concurrent;
using System.Globalization;

namespace LitWatch.Sources.Http;

/// <summary>
/// The limits that a source states with its answers, as Crossref does by pool (<c>x-rate-limit-limit</c>, <c>x-rate-limit-interval</c>, <c>x-concurrency-limit</c>):
/// from then on they hold instead of the published ones. A header that makes no sense changes nothing.
/// </summary>
internal sealed class AnnouncedLimits
{
    private const double Least = 0.01;
    private const double Most = 100;

    private readonly ConcurrentDictionary<string, double> rates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> places = new(StringComparer.Ordinal);

    public double RequestsPerSecond(SourceCall call) => rates.TryGetValue(call.Source, out var rate) ? rate : call.RequestsPerSecond;

    /// <summary>Null where the source sets no limit.</summary>
    public int? AtOnce(SourceCall call) => places.TryGetValue(call.Source, out var count) ? count : call.AtOnce;

    public void Read(string source, HttpResponseMessage response)
    {
        if (Number(response, "x-rate-limit-limit") is { } limit && limit / Seconds(response) is >= Least and <= Most and var rate)
        {
            rates[source] = rate;
        }

        if (Number(response, "x-concurrency-limit") is >= 1 and <= (int)Most and var count)
        {
            places[source] = count;
        }
    }

    private static int? Number(HttpResponseMessage response, string header) =>
        int.TryParse(Value(response, header), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The interval, as in <c>1s</c> or <c>1m</c>; a second where none is given.</summary>
    private static double Seconds(HttpResponseMessage response)
    {
        var text = Value(response, "x-rate-limit-interval");
        var unit = text is [.., 'm'] ? 60 : 1;
        return int.TryParse(text?.TrimEnd('s', 'm'), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count * unit : 1;
    }

    private static string? Value(HttpResponseMessage response, string header) => response.Headers.TryGetValues(header, out var values) ? values.First().Trim() : null;
}
