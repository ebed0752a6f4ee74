using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LitWatch.Strategies.Matching;

namespace LitWatch.Strategies;

/// <summary>
/// The JSON contract of a strategy. A plain string is a title/abstract term; a term object has one of <c>text</c>, <c>title</c>,
/// <c>mesh</c> (+ <c>explode</c>, <c>major</c>), <c>substance</c>, <c>publicationType</c>, <c>near</c> (+ <c>distance</c>).
/// Nothing is guessed: a member that a reader of the file might think is obeyed, and is not, would be a silent miss.
/// </summary>
internal static class StrategyJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="StrategyFormatException">Not JSON, or not a strategy.</exception>
    public static Strategy Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'));
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new StrategyFormatException("$", $"this is not JSON; correct it near line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}", e);
        }
    }

    /// <param name="path">How messages name <paramref name="element"/> when it is part of something larger.</param>
    /// <exception cref="StrategyFormatException">Not a strategy.</exception>
    public static Strategy Read(JsonElement element, string path = "$")
    {
        List<Term> drug = [], reaction = [], not = [];
        List<string> situations = [];
        var any = false;
        string? reason = null;
        foreach (var (name, value, at) in StrategyJsonReader.Members(element, path, "an object with drug and reaction"))
        {
            switch (name)
            {
                case "drug": drug = StrategyJsonReader.Terms(value, at); break;
                case "reaction": reaction = StrategyJsonReader.Terms(value, at); break;
                case "not": not = StrategyJsonReader.Terms(value, at); break;
                case "anyAdverseReaction": any = StrategyJsonReader.Boolean(value, at); break;
                case "specialSituations": situations = StrategyJsonReader.List(value, at, StrategyJsonReader.Text); break;
                case "reason": reason = value.ValueKind == JsonValueKind.Null ? null : StrategyJsonReader.String(value, at); break;
                default: throw new StrategyFormatException(at, "unknown member; use drug, reaction, anyAdverseReaction, specialSituations, not or reason") { IsUnknownMember = true };
            }
        }

        if (drug.Count == 0)
        {
            throw new StrategyFormatException($"{path}.drug", "name at least one drug term, for example [\"natalizumab\"]");
        }

        if (reaction.Count == 0 && !any && situations.Count == 0)
        {
            throw new StrategyFormatException($"{path}.reaction", "name at least one reaction term, or set anyAdverseReaction to true, or name a special situation");
        }

        return new Strategy { Drug = drug, Reaction = reaction, AnyAdverseReaction = any, SpecialSituations = situations, Not = not, Reason = reason };
    }

    /// <summary>One line; plain strings where a term is a plain text term; members that say nothing are left out. Letters of all scripts stay themselves.</summary>
    public static string Write(Strategy strategy)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            Write(writer, strategy);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static void Write(Utf8JsonWriter writer, Strategy strategy)
    {
        writer.WriteStartObject();
        WriteTerms(writer, "drug", strategy.Drug);
        WriteTerms(writer, "reaction", strategy.Reaction);
        if (strategy.AnyAdverseReaction)
        {
            writer.WriteBoolean("anyAdverseReaction", true);
        }

        if (strategy.SpecialSituations.Count > 0)
        {
            writer.WriteStartArray("specialSituations");
            foreach (var situation in strategy.SpecialSituations)
            {
                writer.WriteStringValue(situation);
            }

            writer.WriteEndArray();
        }

        WriteTerms(writer, "not", strategy.Not);
        if (strategy.Reason is not null)
        {
            writer.WriteString("reason", strategy.Reason);
        }

        writer.WriteEndObject();
    }

    /// <summary>A list of terms, as a strategy has it.</summary>
    public static void WriteTerms(Utf8JsonWriter writer, IReadOnlyList<Term> terms)
    {
        writer.WriteStartArray();
        foreach (var term in terms)
        {
            WriteTerm(writer, term);
        }

        writer.WriteEndArray();
    }

    private static void WriteTerms(Utf8JsonWriter writer, string name, IReadOnlyList<Term> terms)
    {
        if (terms.Count > 0)
        {
            writer.WritePropertyName(name);
            WriteTerms(writer, terms);
        }
    }

    private static void WriteTerm(Utf8JsonWriter writer, Term term)
    {
        if (term.Field == TermField.Text)
        {
            writer.WriteStringValue(term.Value);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(StrategyJsonReader.NameOf(term.Field), term.Value);
        if (term is { Field: TermField.Mesh, Explode: false })
        {
            writer.WriteBoolean("explode", false);
        }

        if (term is { Field: TermField.Mesh, Major: true })
        {
            writer.WriteBoolean("major", true);
        }

        if (term.Field == TermField.Near)
        {
            writer.WriteNumber("distance", term.Distance);
        }

        writer.WriteEndObject();
    }
}
