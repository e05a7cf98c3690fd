using Faultline.Experiments;
using Faultline.Reporting.Pages;
using Faultline.Tests.Reporting;
using Microsoft.Playwright;

namespace Faultline.IntegrationTests.Reporting;

/// <summary>The page as a browser shows it.</summary>
public sealed class ReportPageInChromiumTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"faultline-page-{Guid.NewGuid():N}.html");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("inconsistent", 1280)]
    [InlineData("inconsistent", 400)]
    [InlineData("unfinished", 1280)]
    [InlineData("unfinished", 400)]
    [InlineData("hostile", 400)]
    [InlineData("one second", 1280)]
    public async Task It_opens_without_errors_or_requests_and_fits_the_window(string name, int width)
    {
        await using var chromium = await Chromium.RequireAsync();
        var page = await chromium.Browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var (errors, requests) = (new List<string>(), new List<string>());
        page.Console += (_, message) => errors.Add(message.Text);
        page.PageError += (_, error) => errors.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);

        await OpenAsync(page, SampleRuns.Named(name));

        Assert.Empty(errors);
        Assert.All(requests, r => Assert.StartsWith(r == requests[0] ? "file://" : "data:", r, StringComparison.Ordinal));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "the page is wider than the window");
        Assert.True(await page.Locator("#verdict").IsVisibleAsync());
        Assert.NotEqual("owned", await page.TitleAsync());
    }

    [Fact]
    public async Task It_tells_everything_without_JavaScript()
    {
        await using var chromium = await Chromium.RequireAsync();
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();

        await OpenAsync(page, SampleRuns.Inconsistent());

        Assert.Contains("Inconsistent", await page.Locator("#verdict").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("order o-17", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.Locator("svg").First.IsVisibleAsync());
    }

    [Fact]
    public async Task The_operations_of_an_anomaly_open_by_the_keyboard()
    {
        await using var chromium = await Chromium.RequireAsync();
        var page = await chromium.Browser.NewPageAsync();
        await OpenAsync(page, SampleRuns.Inconsistent());
        var details = page.Locator("details").First;
        var before = await details.EvaluateAsync<bool>("d => d.open");

        await details.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        Assert.NotEqual(before, await details.EvaluateAsync<bool>("d => d.open"));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_stands_out_from_its_ground(ColorScheme scheme)
    {
        await using var chromium = await Chromium.RequireAsync();
        var page = await chromium.Browser.NewPageAsync(new BrowserNewPageOptions { ColorScheme = scheme });
        await OpenAsync(page, SampleRuns.Inconsistent());

        // Contrast as WCAG 2 defines it, of the page's text on the page's ground; 4.5 is what it asks of small text.
        var contrast = await page.EvaluateAsync<double>(
            """
            () => {
              const of = c => { const [r, g, b] = c.match(/[\d.]+/g).map(Number).map(v => v / 255)
                  .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              const style = getComputedStyle(document.body);
              const ground = style.backgroundColor === 'rgba(0, 0, 0, 0)' ? getComputedStyle(document.documentElement).backgroundColor : style.backgroundColor;
              const [a, b] = [of(style.color), of(ground)].sort((x, y) => y - x);
              return (a + 0.05) / (b + 0.05);
            }
            """);

        Assert.True(contrast >= 4.5, $"{contrast:0.0}");
    }

    private async Task OpenAsync(IPage page, Run run)
    {
        await ReportPage.WriteAsync(run, _path);
        await page.GotoAsync($"file://{_path}");
    }
}
