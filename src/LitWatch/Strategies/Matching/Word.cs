namespace LitWatch.Strategies.Matching;

/// <summary>
/// A word of a <see cref="FoldedText"/>. <paramref name="At"/>: where its letters begin in <see cref="FoldedText.Letters"/>; they end where the next word's begin.
/// <paramref name="Start"/> and <paramref name="End"/> are UTF-16 offsets into the original.
/// <paramref name="Joined"/>: only a hyphen or apostrophe, or nothing, parts it from the word before, so the two may also be written as one.
/// </summary>
internal readonly record struct Word(int At, int Start, int End, bool Joined);
