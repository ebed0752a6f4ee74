using System.Text.Json.Nodes;

namespace LitWatch.Replay.Crossref;

/// <summary>One entry of a <c>validation-failure</c>.</summary>
internal sealed record Failure(string Type, string Value, string Message)
{
    public static Answer Validation(IEnumerable<Failure> failures) => Body("validation-failure", 400, failures, "application/json;charset=utf-8");

    /// <summary>A cursor that names nothing: HTTP 404, as recorded.</summary>
    public static Answer Cursor(string cursor) =>
        Body("resource-failure", 404, [new Failure("cursor-invalid", cursor, "Cursor specified but it is invalid")], "application/json");

    public static Answer NotFound() => Answer.Text("Resource not found.", "text/plain;charset=utf-8", 404);

    private static Answer Body(string type, int status, IEnumerable<Failure> failures, string contentType) => Answer.Json(
        new JsonObject
        {
            ["status"] = "failed",
            ["message-type"] = type,
            ["message"] = new JsonArray([.. failures.Select(f => new JsonObject { ["type"] = f.Type, ["value"] = f.Value, ["message"] = f.Message })]),
        },
        status,
        contentType);
}
