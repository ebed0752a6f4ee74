namespace LitWatch.Replay.PubMed.Query;

/// <summary>How a link of a chain joins what stands left of it.</summary>
internal enum Operator
{
    And,
    Or,
    Not,
}

/// <summary>A part of a PubMed query.</summary>
internal abstract record QueryNode;

/// <summary>A term as typed. Without a field it goes through automatic term mapping.</summary>
internal sealed record Term(string Text, bool IsQuoted, Field? Field, int? Distance = null) : QueryNode;

/// <summary><c>from:to[field]</c>, both ends included.</summary>
internal sealed record Span(string From, string To, Field Field) : QueryNode;

/// <summary><c>#n</c>: an earlier search of the same WebEnv.</summary>
internal sealed record Earlier(int QueryKey) : QueryNode;

/// <summary>Operands joined strictly from left to right: no operator binds tighter (protocols, 3.1). The first link's operator is void.</summary>
internal sealed record Chain(IReadOnlyList<(Operator Operator, QueryNode Node)> Links) : QueryNode;

/// <summary>What was read and what had to be ignored.</summary>
internal sealed record ParsedQuery(QueryNode? Root, IReadOnlyList<string> Messages, IReadOnlyList<string> IgnoredPhrases, IReadOnlyList<string> UnknownFields, int Wildcards);
