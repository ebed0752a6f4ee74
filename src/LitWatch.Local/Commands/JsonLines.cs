using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LitWatch.Local.Commands;

internal static class JsonLines
{
    /// <summary>Writes <paramref name="value"/> as one line of JSON to stdout.</summary>
    public static void Print<T>(this Terminal terminal, T value, JsonTypeInfo<T> json)
    {
        terminal.Data.Write(JsonSerializer.Serialize(value, json));
        terminal.Data.Write('\n');
    }
}
