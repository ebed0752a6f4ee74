using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;

namespace LitWatch.Storage.Backup;

/// <summary>A row as the Table service's own JSON: a type that JSON has not is named beside the value (<c>name@odata.type</c>). ETag and timestamp are of the account, not of the row.</summary>
internal static class EntityJson
{
    private const string Suffix = "@odata.type";

    public static void Write(Utf8JsonWriter json, TableEntity entity)
    {
        json.WriteStartObject();
        foreach (var (name, value) in entity.Where(property => property.Key is not ("odata.etag" or "Timestamp") && property.Value is not null).OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            var (type, text) = value switch
            {
                long number => ("Edm.Int64", number.ToString(CultureInfo.InvariantCulture)),
                double number => ("Edm.Double", number.ToString("R", CultureInfo.InvariantCulture)),
                DateTimeOffset time => ("Edm.DateTime", time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
                DateTime time => ("Edm.DateTime", time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)),
                Guid id => ("Edm.Guid", id.ToString()),
                byte[] bytes => ("Edm.Binary", Convert.ToBase64String(bytes)),
                BinaryData bytes => ("Edm.Binary", Convert.ToBase64String(bytes)),
                _ => (null, null),
            };
            switch (value)
            {
                case bool truth: json.WriteBoolean(name, truth); break;
                case int number: json.WriteNumber(name, number); break;
                case string words: json.WriteString(name, words); break;
                default:
                    json.WriteString(name + Suffix, type ?? throw new NotSupportedException($"A row has '{name}' of type {value.GetType().Name}."));
                    json.WriteString(name, text);
                    break;
            }
        }

        json.WriteEndObject();
    }

    /// <exception cref="InvalidDataException">It is no row.</exception>
    public static TableEntity Read(JsonElement row)
    {
        var entity = new TableEntity();
        foreach (var member in row.EnumerateObject().Where(member => !member.Name.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            entity[member.Name] = Value(row, member);
        }

        return entity.PartitionKey is null || entity.RowKey is null ? throw new InvalidDataException("A row has no key.") : entity;
    }

    private static object Value(JsonElement row, JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => member.Value.GetBoolean(),
        JsonValueKind.Number => member.Value.GetInt32(),
        _ when !row.TryGetProperty(member.Name + Suffix, out var type) => member.Value.GetString()!,
        _ => (row.GetProperty(member.Name + Suffix).GetString(), member.Value.GetString()!) switch
        {
            ("Edm.Int64", var text) => long.Parse(text, CultureInfo.InvariantCulture),
            ("Edm.Double", var text) => double.Parse(text, CultureInfo.InvariantCulture),
            ("Edm.DateTime", var text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            ("Edm.Guid", var text) => Guid.Parse(text),
            ("Edm.Binary", var text) => Convert.FromBase64String(text),
            var (type, _) => throw new InvalidDataException($"A row has '{member.Name}' of the unknown type '{type}'."),
        },
    };
}
