namespace LitWatch.Strategies.Vocabularies;

/// <summary>A file that concepts were read from, as evidence of what a team's suggestions come from.</summary>
/// <param name="File">Its name, without folder.</param>
/// <param name="Vocabulary">As <see cref="Concept.Vocabulary"/>.</param>
/// <param name="Sha256">Of its bytes as supplied.</param>
internal sealed record VocabularySource(string File, string Vocabulary, string Sha256, int Concepts);
