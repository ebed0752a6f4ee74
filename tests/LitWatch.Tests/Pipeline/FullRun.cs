namespace LitWatch.Tests.Pipelines;

/// <summary>Long tests run a seeded part of themselves always, and all of it when the environment variable LITWATCH_FULL is 1.</summary>
internal static class FullRun
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("LITWATCH_FULL") is "1";
}
