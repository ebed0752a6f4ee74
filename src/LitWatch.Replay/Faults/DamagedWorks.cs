using System.Text.Json.Nodes;

namespace LitWatch.Replay.Faults;

/// <summary>Crossref's lists of works, damaged.</summary>
internal static class DamagedWorks
{
    /// <summary>A DOI that nobody asked for.</summary>
    public const string Stranger = "10.5555/99999999";

    public static string Of(string json, FaultKind kind)
    {
        if (kind is not (FaultKind.Less or FaultKind.Twice or FaultKind.Stranger or FaultKind.Count or FaultKind.Garbled))
        {
            return json;
        }

        var answer = JsonNode.Parse(json)!;
        if (answer["message"] is not JsonObject message || message["items"] is not JsonArray items)
        {
            return json;
        }

        Damage(message, items, kind);
        return answer.ToJsonString();
    }

    private static void Damage(JsonObject message, JsonArray items, FaultKind kind)
    {
        if (kind == FaultKind.Count)
        {
            message["total-results"] = (int)message["total-results"]! + 1;
        }

        if (items.Count == 0)
        {
            return;
        }

        switch (kind)
        {
            case FaultKind.Less:
                items.RemoveAt(items.Count - 1);
                break;
            case FaultKind.Twice:
                items.Insert(0, items[0]!.DeepClone());
                break;
            case FaultKind.Stranger:
                var stranger = items[0]!.DeepClone();
                stranger["DOI"] = Stranger;
                items.Insert(0, stranger);
                break;
            case FaultKind.Garbled:
                foreach (var item in items.OfType<JsonObject>())
                {
                    item["D01"] = item["DOI"]?.DeepClone();
                    item.Remove("DOI");
                }

                break;
        }
    }
}
