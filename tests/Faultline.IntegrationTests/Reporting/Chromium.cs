using Microsoft.Playwright;

namespace Faultline.IntegrationTests.Reporting;

/// <summary>A real browser, for as long as a test needs it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    /// <summary>
    /// Starts Chromium. Where there is none the test is left out, and says so; where nothing may be left out
    /// (CI=true) it fails.
    /// </summary>
    public static async Task<Chromium> RequireAsync()
    {
        var executable = Executable();
        Needs.Require(executable is not null, "there is no Chromium here (install chromium, or set FAULTLINE_CHROMIUM)");
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            Args = ["--no-sandbox"],
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string? Executable() =>
        Environment.GetEnvironmentVariable("FAULTLINE_CHROMIUM") is { Length: > 0 } given && File.Exists(given)
            ? given
            : Needs.Find("chromium", "chromium-browser", "google-chrome");
}
