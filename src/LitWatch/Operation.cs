using System.Text.Json.Serialization.Metadata;

namespace LitWatch;

/// <summary>What an HTTP entry takes and answers: said beside its handler, and published as OpenAPI.</summary>
/// <param name="Summary">One line, as a list of operations shows it.</param>
internal sealed record Operation(string Summary)
{
    /// <summary>No part of the API: the page and its files.</summary>
    public static Operation None { get; } = new("") { IsPublished = false };

    public bool IsPublished { get; private init; } = true;

    /// <summary>Values of the query string. Those of the route are named in the route itself.</summary>
    public IReadOnlyList<QueryValue> Query { get; init; } = [];

    /// <summary>The JSON body; null when none is read.</summary>
    public JsonTypeInfo? Body { get; init; }

    public bool IsBodyOptional { get; init; }

    /// <summary>The JSON of an answer; null when there is none.</summary>
    public JsonTypeInfo? Answer { get; init; }

    /// <summary>The status of an answer that is no problem.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Media types of answers beside JSON, or instead of it.</summary>
    public IReadOnlyList<string> Media { get; init; } = [];

    /// <summary>Statuses of problems beside those that every entry has (401, 403, 413, 500).</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];

    /// <summary>It uses up a source's quota: a team may call it <see cref="WebOptions.SearchesPerMinute"/> times a minute.</summary>
    public bool IsLimited { get; init; }

    /// <summary>The answer comes in pages: <c>pageSize</c>, <c>continuationToken</c>.</summary>
    public bool IsPaged { get; init; }

    /// <summary>The answer has an ETag, or the request may name one with <c>If-Match</c>.</summary>
    public bool IsVersioned { get; init; }
}

/// <param name="Kind">What it must look like.</param>
internal sealed record QueryValue(string Name, string Description, QueryKind Kind = QueryKind.Text)
{
    public bool IsRequired { get; init; }

    public bool IsRepeatable { get; init; }

    /// <summary>The only words taken; empty when any is.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

internal enum QueryKind
{
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Truth,

    /// <summary>An ISO day.</summary>
    Day,

    /// <summary>An ISO day or instant.</summary>
    Moment,
}
