using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LitWatch.Local.Emulator;

/// <summary>The three ports of one Azurite on 127.0.0.1. They are kept in a file beside its data, so that a restart serves the same addresses.</summary>
internal sealed partial record AzuritePorts(int Blob, int Queue, int Table)
{
    /// <summary>The account name and key that Azurite documents for everyone: no secret.</summary>
    private const string Account =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    [JsonIgnore]
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;{Account};BlobEndpoint={Endpoint(Blob)};QueueEndpoint={Endpoint(Queue)};TableEndpoint={Endpoint(Table)};";

    /// <summary>Ports that nothing listens on, below every system's range for outgoing connections, which would take them now and then.</summary>
    public static AzuritePorts Free()
    {
        var free = new HashSet<int>();
        while (free.Count < 3)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 30_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                free.Add(port);
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }

        return free.ToArray() is [var blob, var queue, var table] ? new(blob, queue, table) : throw new InvalidOperationException();
    }

    /// <summary>Null when the file is absent or cannot be read as ports.</summary>
    public static AzuritePorts? Load(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), Json.Default.AzuritePorts) is { Blob: > 0, Queue: > 0, Table: > 0 } ports ? ports : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            return null;
        }
    }

    public void Save(string file)
    {
        var draft = file + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(this, Json.Default.AzuritePorts));
        File.Move(draft, file, overwrite: true);
    }

    public async Task<bool> AnyAnswersAsync(CancellationToken cancellationToken) =>
        await AnswersAsync(Blob, cancellationToken) || await AnswersAsync(Queue, cancellationToken) || await AnswersAsync(Table, cancellationToken);

    public async Task<bool> AllAnswerAsync(CancellationToken cancellationToken) =>
        await AnswersAsync(Blob, cancellationToken) && await AnswersAsync(Queue, cancellationToken) && await AnswersAsync(Table, cancellationToken);

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Endpoint(int port) => $"http://127.0.0.1:{port}/devstoreaccount1";

    [JsonSerializable(typeof(AzuritePorts))]
    private sealed partial class Json : JsonSerializerContext;
}
