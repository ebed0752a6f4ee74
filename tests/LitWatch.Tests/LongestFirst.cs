using LitWatch.Tests.Browser;
using LitWatch.Tests.Pipelines;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("LitWatch.Tests.LongestFirst", "LitWatch.Tests")]

namespace LitWatch.Tests;

/// <summary>Begins with what runs one after the other for minutes; all the rest is done beside it meanwhile.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [nameof(LongProcesses), nameof(Chromium)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.IndexOf(Long, collection.DisplayName) is var place and >= 0 ? place : Long.Length).ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
