namespace LitWatch.Strategies.Matching;

/// <summary>
/// A place in an article that a strategy matched: <paramref name="Start"/> and <paramref name="Length"/> count UTF-16 units in the text of
/// <paramref name="Field"/>: <c>title</c>, <c>vernacularTitle</c>, <c>abstract[i]</c> (the text of that section), <c>abstract[i].label</c>, <c>keywords[i]</c>, <c>mesh[i]</c>, <c>substances[i]</c>, <c>publicationTypes[i]</c>.
/// <paramref name="Term"/> is the term as the strategy, or the built-in block it names, has it. In <c>mesh[i]</c> the text is the descriptor, also where a
/// subheading matched.
/// </summary>
internal sealed record MatchSpan(string Field, int Start, int Length, string Term);
