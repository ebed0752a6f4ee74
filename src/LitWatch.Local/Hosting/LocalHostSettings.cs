namespace LitWatch.Local.Hosting;

/// <summary>Which parts of the pipeline run by themselves.</summary>
[Flags]
internal enum HostParts
{
    /// <summary>Services only: for commands that look and act once.</summary>
    None = 0,
    Timers = 1,
    Queues = 2,
    Web = 4,
    All = Timers | Queues | Web,
}

/// <summary>What one <see cref="LocalHost"/> is made of. What is not said here comes from environment variables and <c>litwatch.json</c>.</summary>
internal sealed record LocalHostSettings
{
    public required HostParts Parts { get; init; }

    /// <summary>Where <c>litwatch.json</c> is looked for.</summary>
    public string WorkingFolder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Where Azurite's data, the signing key and mails are kept; <c>.litwatch</c> of the working folder unless given.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Configuration that goes before every other source.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Entry> Entries { get; init; } = Pipeline.Entries;

    public HostJson? HostJson { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The least level that is logged, to stderr.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>Takes progress, a line each, for people.</summary>
    public Action<string> Say { get; init; } = static _ => { };

    /// <summary>Changes services last of all, for tests.</summary>
    public Action<IServiceCollection> Services { get; init; } = static _ => { };
}
