using System.Text.Json;

namespace LitWatch.Strategies;

/// <summary>Strict reading of the parts of a strategy; every complaint names its JSON path.</summary>
internal static class StrategyJsonReader
{
    private const string Kinds = "text, title, mesh, substance, publicationType or near";

    public static string NameOf(TermField field) => field switch
    {
        TermField.Text => "text",
        TermField.Title => "title",
        TermField.Mesh => "mesh",
        TermField.Substance => "substance",
        TermField.PublicationType => "publicationType",
        TermField.Near => "near",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "only built-in blocks have this kind of term; JSON does not"),
    };

    public static List<(string Name, JsonElement Value, string Path)> Members(JsonElement element, string path, string expected)
    {
        Require(element.ValueKind == JsonValueKind.Object, path, $"found {Describe(element)}; give {expected}");
        var members = new List<(string, JsonElement, string)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var name = Unescaped(() => member.Name, path);
            Require(seen.Add(name), $"{path}.{name}", "given twice; keep one");
            members.Add((name, member.Value, $"{path}.{name}"));
        }

        return members;
    }

    public static List<Term> Terms(JsonElement element, string path) => List(element, path, ReadTerm);

    public static List<T> List<T>(JsonElement element, string path, Func<JsonElement, string, T> read)
    {
        Require(element.ValueKind == JsonValueKind.Array, path, $"found {Describe(element)}; give a list in brackets");
        return [.. element.EnumerateArray().Select((item, i) => read(item, $"{path}[{i}]"))];
    }

    public static bool Boolean(JsonElement element, string path)
    {
        Require(element.ValueKind is JsonValueKind.True or JsonValueKind.False, path, $"found {Describe(element)}; give true or false");
        return element.GetBoolean();
    }

    public static string String(JsonElement element, string path)
    {
        Require(element.ValueKind == JsonValueKind.String, path, $"found {Describe(element)}; give text in quotes");
        return Unescaped(() => element.GetString()!, path);
    }

    /// <summary>A string that says something.</summary>
    public static string Text(JsonElement element, string path)
    {
        var text = String(element, path);
        Require(!string.IsNullOrWhiteSpace(text), path, "empty; write the term or remove it");
        return text;
    }

    private static Term ReadTerm(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return Text(element, path);
        }

        Term? term = null;
        var extras = new List<(string Name, JsonElement Value, string Path)>();
        foreach (var (name, value, at) in Members(element, path, "text in quotes or an object such as { \"mesh\": \"Psoriasis\" }"))
        {
            if (FieldOf(name) is not { } field)
            {
                extras.Add((name, value, at));
                continue;
            }

            Require(term is null, path, $"two kinds of term in one object; give each its own object with one of {Kinds}");
            term = new Term(field, Text(value, at));
        }

        return extras.Aggregate(term, (current, extra) => WithExtra(current, extra.Name, extra.Value, extra.Path))
            ?? throw new StrategyFormatException(path, $"no kind of term; give one of {Kinds}");
    }

    private static TermField? FieldOf(string name) => name switch
    {
        "text" => TermField.Text,
        "title" => TermField.Title,
        "mesh" => TermField.Mesh,
        "substance" => TermField.Substance,
        "publicationType" => TermField.PublicationType,
        "near" => TermField.Near,
        _ => null,
    };

    private static Term? WithExtra(Term? term, string name, JsonElement value, string path) => (term?.Field, name) switch
    {
        (TermField.Mesh, "explode") => term with { Explode = Boolean(value, path) },
        (TermField.Mesh, "major") => term with { Major = Boolean(value, path) },
        (TermField.Near, "distance") => term with { Distance = Number(value, path) },
        (_, "explode" or "major") => throw new StrategyFormatException(path, "only a mesh term has this; remove it"),
        (_, "distance") => throw new StrategyFormatException(path, "only a near term has this; remove it"),
        _ => throw new StrategyFormatException(path, $"unknown member; use {Kinds}, with explode and major for mesh, distance for near") { IsUnknownMember = true },
    };

    private static int Number(JsonElement element, string path)
    {
        var number = 0;
        Require(element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out number), path, $"found {Describe(element)}; give a whole number of words");
        return number;
    }

    // GetString throws InvalidOperationException for an escape that is half a character ("\ud800").
    private static string Unescaped(Func<string> read, string path)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException e)
        {
            throw new StrategyFormatException(path, "the text has an escape that is half a character; correct it", e);
        }
    }

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number that does not fit here",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static void Require(bool condition, string path, string advice)
    {
        if (!condition)
        {
            throw new StrategyFormatException(path, advice);
        }
    }
}
