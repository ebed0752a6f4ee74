namespace LitWatch.Strategies.Vocabularies.Files;

/// <summary>A file is no vocabulary that can be read; the message names it and says what can.</summary>
internal sealed class VocabularyException(string message, Exception? inner = null) : Exception(message, inner);
