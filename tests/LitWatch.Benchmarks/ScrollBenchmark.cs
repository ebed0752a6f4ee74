using System.Globalization;
using LitWatch.Tests.Browser;
using Microsoft.Playwright;

namespace LitWatch.Benchmarks;

/// <summary>
/// The longest time that the page is held up while somebody scrolls through the results of a search in Chromium, and the time that a changed width costs: against the same list laid
/// out whole, as a page without <c>content-visibility</c> has it. The limit that people notice is 100 ms.
/// </summary>
internal static class ScrollBenchmark
{
    private const int Rounds = 5;

    /// <summary>By script, since the page allows no style but its own.</summary>
    private const string Whole = """
        () => { const sheet = new CSSStyleSheet(); sheet.replaceSync('ol.articles > li { content-visibility: visible !important; }'); document.adoptedStyleSheets = [sheet]; }
        """;

    /// <summary>Scrolls 60 steps of 1,200 pixels, one a frame; then the longest task in ms (0 when none took 50).</summary>
    private const string LongestTask = """
        new Promise(resolve => {
          let longest = 0;
          scrollTo(0, 0);
          const observer = new PerformanceObserver(list => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); });
          observer.observe({ type: 'longtask' });
          let left = 60;
          const step = () => { scrollBy(0, 1200); if (left-- > 0) requestAnimationFrame(step); else setTimeout(() => { observer.disconnect(); resolve(longest); }, 200); };
          requestAnimationFrame(step);
        })
        """;

    /// <summary>Lays the list out anew, as a turned or widened screen does; in ms.</summary>
    private const string Relayout = """
        (() => {
          const main = document.querySelector('main'), begin = performance.now();
          main.style.width = '600px';
          document.body.offsetHeight;
          main.style.width = '';
          document.body.offsetHeight;
          return performance.now() - begin;
        })()
        """;

    public static async Task RunAsync(int[] sizes)
    {
        var program = ChromiumProgram.Find() ?? throw new InvalidOperationException("No Chromium: install it (apt-get install chromium), or set LITWATCH_CHROMIUM to its path.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(ChromiumProgram.Options(program));
        Console.WriteLine("results | longest task ms: ours | whole list | relayout ms: ours | whole list | ratio");
        foreach (var size in sizes)
        {
            var folder = Directory.CreateTempSubdirectory("litwatch-scroll").FullName;
            try
            {
                await using var sources = await BenchmarkHost.SourcesAsync(folder, size);
                await using var host = await BenchmarkHost.BuildAsync(folder, sources);
                await host.StartAsync(CancellationToken.None);
                var page = await browser.NewPageAsync();
                await page.GotoAsync($"{host.Addresses.Single()}/#/search?drug=examplimab&reaction=exampleitis&source=pubmed");
                while (await page.EvaluateAsync<int>("document.querySelectorAll('ol.articles > li').length") < size)
                {
                    await Task.Delay(500);
                }

                var (ourTask, ourLayout) = await MeasureAsync(page);
                await page.EvaluateAsync(Whole);
                var (wholeTask, wholeLayout) = await MeasureAsync(page);
                await page.CloseAsync();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size,7} | {ourTask,21:0} | {wholeTask,10:0} | {ourLayout,17:0.0} | {wholeLayout,10:0.0} | {ourLayout / wholeLayout:0.00}"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>The medians of some rounds.</summary>
    private static async Task<(double Task, double Relayout)> MeasureAsync(IPage page)
    {
        var (tasks, layouts) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            tasks.Add(await page.EvaluateAsync<double>(LongestTask));
            layouts.Add(await page.EvaluateAsync<double>(Relayout));
        }

        return (tasks.Order().ElementAt(Rounds / 2), layouts.Order().ElementAt(Rounds / 2));
    }
}
