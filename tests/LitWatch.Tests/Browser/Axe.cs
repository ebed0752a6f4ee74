using Deque.AxeCore.Commons;

namespace LitWatch.Tests.Browser;

/// <summary>
/// What axe finds in a page, in words. Its script is run in the page itself: these pages have no frames, for which its own integration would open a second page at each look.
/// </summary>
internal static class Axe
{
    private const string Look = """
        () => axe.run({ resultTypes: ['violations'] }).then(found => found.violations.flatMap(violation => violation.nodes.slice(0, 3)
          .map(node => `${violation.id}: ${node.html} ${node.any.map(check => check.message).join('; ')}`)))
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    public static async Task FindsNothingAsync(ShownPage shown)
    {
        if (await shown.AskAsync<bool>("typeof axe === 'undefined'"))
        {
            await shown.Page.EvaluateAsync($"() => {{ {Script}\n }}");
        }

        Assert.Equal(0, await shown.Page.Locator("iframe, frame").CountAsync());
        var found = await shown.Page.EvaluateAsync<string[]>(Look);
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
