using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LitWatch.Tests.Browser;

/// <summary>What axe finds in a page, in words.</summary>
internal static class Axe
{
    /// <summary>The rules that a scheme of colours has a part in.</summary>
    private static readonly string[] Colours = ["color-contrast", "link-in-text-block"];

    /// <param name="shown">The page.</param>
    /// <param name="scheme">By all rules in light; in dark, which changes nothing but colours, by the rules of these.</param>
    public static async Task FindsNothingAsync(ShownPage shown, ColorScheme scheme)
    {
        var found = await shown.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations], RunOnly = scheme is ColorScheme.Dark ? RunOnlyOptions.Rules(Colours) : null });
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.SelectMany(violation => violation.Nodes.Take(3).Select(node => $"{violation.Id}: {node.Html} {string.Join("; ", node.Any.Select(check => check.Message))}"))));
    }
}
