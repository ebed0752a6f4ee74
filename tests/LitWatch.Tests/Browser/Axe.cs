using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace LitWatch.Tests.Browser;

/// <summary>What axe finds in a page, in words.</summary>
internal static class Axe
{
    public static async Task FindsNothingAsync(ShownPage shown)
    {
        var found = await shown.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.SelectMany(violation => violation.Nodes.Take(3).Select(node => $"{violation.Id}: {node.Html} {string.Join("; ", node.Any.Select(check => check.Message))}"))));
    }
}
