using Faultline.Reporting.Json;
using Faultline.Reporting.Pages;
using Faultline.Reporting.Runs;
using Faultline.Tests.Reporting;
using Microsoft.Playwright;

namespace Faultline.IntegrationTests.Reporting;

/// <summary>The page over all runs as a browser shows it.</summary>
public sealed class OverviewPageInChromiumTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-overview-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task It_opens_without_errors_or_requests_fits_the_window_and_leads_to_a_run(int width)
    {
        var results = Path.Combine(_folder, "results");
        foreach (var name in new[] { "consistent", "inconsistent", "hostile", "unfinished" })
        {
            RunJson.Write(SampleRuns.Named(name), Path.Combine(results, $"{name} run", "run.json"));
            File.WriteAllText(Path.Combine(results, $"{name} run", "report.html"), $"<title>{name}</title>");
        }

        var overview = new RunOverview(RunArchive.Read(results, Faultline.Cli.Shop.FirstSchema.Read), Path.Combine(_folder, "out"));
        var file = (await OverviewFiles.WriteReportAsync(overview, pictures: []))[0];
        await using var chromium = await Chromium.RequireAsync();
        var page = await chromium.Browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var (errors, requests) = (new List<string>(), new List<string>());
        page.Console += (_, message) => errors.Add(message.Text);
        page.PageError += (_, error) => errors.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);

        await page.GotoAsync($"file://{file}");

        Assert.Empty(errors);
        Assert.All(requests, r => Assert.StartsWith(r == requests[0] ? "file://" : "data:", r, StringComparison.Ordinal));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "the page is wider than the window");
        // Three of every overview, two of the shop, one that the hostile run brings.
        Assert.Equal(6, await page.Locator("svg.chart").CountAsync());
        Assert.Contains("unfinished", await page.Locator("#skipped ~ table").InnerTextAsync(), StringComparison.Ordinal);
        Assert.NotEqual("owned", await page.TitleAsync());

        await page.Locator("table.runs a", new PageLocatorOptions { HasText = "demo-naive" }).ClickAsync();
        Assert.Equal("inconsistent", await page.TitleAsync());
    }
}
