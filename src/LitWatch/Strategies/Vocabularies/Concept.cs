using System.Text.Json.Serialization;

namespace LitWatch.Strategies.Vocabularies;

/// <summary>What a concept can be in a strategy.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConceptKind>))]
internal enum ConceptKind
{
    /// <summary>Neither, or not known.</summary>
    [JsonStringEnumMemberName("other")]
    Other,

    [JsonStringEnumMemberName("drug")]
    Drug,

    [JsonStringEnumMemberName("reaction")]
    Reaction,
}

/// <summary>One meaning and its names, as a vocabulary has it.</summary>
/// <param name="Vocabulary">Which, with its version where it tells one: <c>MeSH 2022</c>, <c>DrugBank Open Data</c>.</param>
/// <param name="Id">Its number there; empty where there is none.</param>
/// <param name="Name">The preferred one; of MeSH the heading.</param>
internal sealed record Concept(string Vocabulary, string Id, string Name, ConceptKind Kind)
{
    /// <summary>All names with the same meaning, the preferred one among them, as they stand in the vocabulary.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Places in the MeSH tree (<c>C17.800.859.675</c>).</summary>
    public IReadOnlyList<string> Trees { get; init; } = [];

    /// <summary>Whether <see cref="Name"/> is a MeSH heading or substance, so that PubMed knows it.</summary>
    [JsonIgnore]
    public bool IsMesh => Vocabulary.StartsWith(MeshName, StringComparison.Ordinal);

    internal const string MeshName = "MeSH";
}
