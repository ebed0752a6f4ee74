using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LitWatch.Tests.Architecture;

/// <summary>Whether two routes can match the same path. Azure takes the first function by name that matches, ASP.NET the most specific one.</summary>
internal static class Routes
{
    // Kinds of text that no segment can be at once.
    private static readonly (string[] One, string[] Other)[] Disjoint =
    [
        (["int", "long", "decimal", "double", "float"], ["alpha", "bool"]),
        (["guid"], ["alpha", "int", "long", "bool", "datetime"]),
        (["bool"], ["datetime", "guid"]),
    ];

    private static readonly DefaultInlineConstraintResolver Constraints =
        new(Options.Create(new RouteOptions()), new ServiceCollection().BuildServiceProvider());

    public static bool Overlap(string one, string other) => Overlap(Segments(one), Segments(other));

    public static bool HasCatchAll(string route) => Segments(route).Any(segment => segment.IsCatchAll);

    private static bool Overlap(ReadOnlySpan<Segment> one, ReadOnlySpan<Segment> other)
    {
        if (one is [{ IsCatchAll: true }, ..] || other is [{ IsCatchAll: true }, ..])
        {
            return true;
        }

        // A path that ends here: what is left must be able to be absent.
        if ((one.IsEmpty || one[0].IsOptional) && (other.IsEmpty || other[0].IsOptional))
        {
            return true;
        }

        return !one.IsEmpty && !other.IsEmpty && one[0].Meets(other[0]) && Overlap(one[1..], other[1..]);
    }

    private static Segment[] Segments(string route) => [.. RoutePatternFactory.Parse(route).PathSegments.Select(Segment.Of)];

    /// <param name="Literal">Text to be met; null for a parameter.</param>
    /// <param name="Policies">Inline constraints of a parameter.</param>
    private sealed record Segment(string? Literal, string[] Policies, bool IsOptional, bool IsCatchAll)
    {
        public static Segment Of(RoutePatternPathSegment segment) => segment.Parts switch
        {
            [RoutePatternLiteralPart literal] => new(literal.Content, [], IsOptional: false, IsCatchAll: false),
            [RoutePatternParameterPart parameter] => new(null, [.. parameter.ParameterPolicies.Select(policy => policy.Content!)], parameter.IsOptional || parameter.Default is not null, parameter.IsCatchAll),
            // Text and parameters mixed: might match any segment.
            _ => new(null, [], IsOptional: false, IsCatchAll: false),
        };

        public bool Meets(Segment other) => (Literal, other.Literal) switch
        {
            ({ } mine, { } theirs) => string.Equals(mine, theirs, StringComparison.OrdinalIgnoreCase),
            ({ } mine, null) => other.Takes(mine),
            (null, { } theirs) => Takes(theirs),
            _ => !IsNeverPresent && !other.IsNeverPresent && !Policies.Any(policy => other.Policies.Any(theirs => AreDisjoint(policy, theirs))),
        };

        // No segment is empty.
        private bool IsNeverPresent => Policies.Contains("maxlength(0)", StringComparer.Ordinal) || Policies.Contains("length(0)", StringComparer.Ordinal);

        private bool Takes(string text) => Policies.All(policy =>
            Constraints.ResolveConstraint(policy) is not { } constraint
            || constraint.Match(null, null, "value", new RouteValueDictionary { ["value"] = text }, RouteDirection.IncomingRequest));

        private static bool AreDisjoint(string one, string other) =>
            Disjoint.Any(pair => (pair.One.Contains(one) && pair.Other.Contains(other)) || (pair.One.Contains(other) && pair.Other.Contains(one)));
    }
}
