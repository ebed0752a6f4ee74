namespace LitWatch.Strategies;

/// <summary>
/// A folded word and where it stands in the text. <paramref name="Start"/> and <paramref name="End"/> are UTF-16 offsets into the original.
/// <paramref name="Joined"/>: only a hyphen or apostrophe, or nothing, parts it from the word before, so the two may also be written as one.
/// </summary>
internal readonly record struct Word(string Text, int Start, int End, bool Joined);
