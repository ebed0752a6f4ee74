namespace LitWatch.Local.Emulator;

/// <summary>Azurite cannot be installed or started; the message says what to do.</summary>
internal sealed class AzuriteException : Exception
{
    public AzuriteException()
    {
    }

    public AzuriteException(string message)
        : base(message)
    {
    }

    public AzuriteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
