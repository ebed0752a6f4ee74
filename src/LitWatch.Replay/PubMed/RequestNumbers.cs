using System.Globalization;

namespace LitWatch.Replay.PubMed;

/// <summary>Numbers as E-utilities read them: what is no number is treated as absent.</summary>
internal static class RequestNumbers
{
    public static int Number(this ReplayedRequest request, string name, int otherwise) =>
        int.TryParse(request[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public static string Text(this int number) => number.ToString(CultureInfo.InvariantCulture);

    public static bool WantsJson(this ReplayedRequest request) => string.Equals(request["retmode"], "json", StringComparison.OrdinalIgnoreCase);
}
