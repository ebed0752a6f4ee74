using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary>RFC 9457 problem details, in words that say what to do.</summary>
internal static class Problems
{
    public static IResult Of(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);

    public static IResult Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        TypedResults.ValidationProblem(errors, string.Join(" ", errors.Values.SelectMany(messages => messages)), title: "The request cannot be taken.");

    public static IResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "Not found.", $"Your team has no {what} of that id.");

    public static IResult Unauthorized() =>
        Of(StatusCodes.Status401Unauthorized, "Who are you?", "Send your team's API key as 'Authorization: Bearer lw_…'.");

    public static IResult Forbidden(Access needed) =>
        Of(StatusCodes.Status403Forbidden, "Not allowed.", $"This needs the role {needed.ToString().ToLowerInvariant()}; ask an administrator for a key that has it.");

    public static IResult TooLarge(long limit) =>
        Of(StatusCodes.Status413PayloadTooLarge, "Too large.", string.Create(CultureInfo.InvariantCulture, $"A request body may have {limit} bytes at most: split it."));

    public static IResult NotJson(string given) =>
        Of(StatusCodes.Status415UnsupportedMediaType, "Not JSON.", $"Send the body as JSON with 'Content-Type: application/json', not '{given}'.");

    public static IResult TooMany(int perMinute, TimeSpan wait) =>
        Of(StatusCodes.Status429TooManyRequests, "Too many.", string.Create(CultureInfo.InvariantCulture, $"Your team may ask for this {perMinute} times a minute, since it uses the sources' quota that your alerts need: ask again in {wait.TotalSeconds:0} seconds."));

    public static IResult Changed() =>
        Of(StatusCodes.Status412PreconditionFailed, "Changed meanwhile.", "Somebody else edited this: read it again and repeat your change.");
}
