namespace LitWatch.Strategies;

/// <summary>Where a term is looked for.</summary>
internal enum TermField
{
    /// <summary>Title, abstract and author keywords (PubMed [tiab]).</summary>
    Text,

    /// <summary>Title only.</summary>
    Title,

    /// <summary>A MeSH heading; <see cref="Term.Explode"/> adds the narrower ones, <see cref="Term.Major"/> asks for a major topic.</summary>
    Mesh,

    /// <summary>A substance name (PubMed [nm]).</summary>
    Substance,

    /// <summary>A publication type.</summary>
    PublicationType,

    /// <summary>Words in any order with at most <see cref="Term.Distance"/> words between, in title, abstract or keywords.</summary>
    Near,

    /// <summary>A MeSH subheading on any heading (PubMed [sh]). Only built-in blocks have it; the JSON contract does not.</summary>
    Subheading,
}

/// <summary>One term of a strategy. <see cref="Value"/> of a text or title term may end in <c>*</c> (truncation, at least four letters before it).</summary>
internal sealed record Term(TermField Field, string Value)
{
    /// <summary>For <see cref="TermField.Mesh"/>: with narrower headings. PubMed's own default.</summary>
    public bool Explode { get; init; } = true;

    /// <summary>For <see cref="TermField.Mesh"/>: only as a major topic.</summary>
    public bool Major { get; init; }

    /// <summary>For <see cref="TermField.Near"/>: the most words that may stand between.</summary>
    public int Distance { get; init; }

    public static implicit operator Term(string text) => new(TermField.Text, text);
}
