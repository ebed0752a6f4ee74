using System.Text;

namespace LitWatch.Digests.Mail;

/// <summary>Plain text, wrapped. Addresses stay whole, however long: a broken one cannot be followed.</summary>
internal sealed class TextLines
{
    public const int Columns = 78;

    private readonly StringBuilder text = new();

    public TextLines Line(string line = "", int indent = 0) => Hanging("", line, indent, indent);

    /// <summary>A heading with a rule below it.</summary>
    public TextLines Heading(string heading, char rule) =>
        Line().Line(heading).Line(new string(rule, Math.Min(Columns, heading.Length)));

    /// <summary>A paragraph whose first line starts with <paramref name="label"/> and whose further lines are indented by <paramref name="hang"/>.</summary>
    public TextLines Hanging(string label, string paragraph, int indent, int hang)
    {
        var line = new StringBuilder(new string(' ', indent)).Append(label);
        var isEmpty = true;
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Parts(word, Columns - Math.Max(hang, indent + label.Length))))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Columns)
            {
                End(line);
                line = new StringBuilder(new string(' ', hang));
                isEmpty = true;
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }

        End(line);
        return this;
    }

    public override string ToString() => text.ToString();

    private void End(StringBuilder line) => text.Append(line.ToString().TrimEnd()).Append('\n');

    private static IEnumerable<string> Parts(string word, int room)
    {
        if (word.StartsWith("https://", StringComparison.Ordinal) || word.StartsWith("http://", StringComparison.Ordinal))
        {
            yield return word;
            yield break;
        }

        for (var at = 0; at < word.Length;)
        {
            var end = ForeignText.Whole(word, Math.Min(word.Length, at + room));
            yield return word[at..end];
            at = end;
        }
    }
}
