using System.Text.RegularExpressions;
using Faultline.Experiments;
using Faultline.Reporting.Pages;
using Faultline.Reporting;

namespace Faultline.Tests.Reporting;

public sealed partial class ReportPageTests : IDisposable
{
    private static readonly string[] Sections = ["verdict", "timeline", "recovery", "figures", "requests", "failures", "anomalies", "certainty", "reproduce"];
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(SampleRuns.Names), MemberType = typeof(SampleRuns))]
    public async Task Every_run_has_all_sections_in_order_and_loads_nothing(string name)
    {
        var run = SampleRuns.Named(name);
        var page = await PageAsync(run);

        // Its own figures a workload names itself, if it has any.
        var sections = Sections.Where(s => s != "figures" || run.Section is not null).Select(s => s == "figures" ? TradeText.Slug(run.Section!.Name) : s);
        var places = sections.Select(s => page.IndexOf($"id=\"{s}\"", StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.DoesNotMatch(Loading(), page);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>", page.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_servers_and_users_wrote_is_shown_and_not_run()
    {
        var page = await PageAsync(SampleRuns.OfHostileTexts());

        Assert.DoesNotMatch(Script(), page);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_run_fits_and_says_what_it_leaves_out()
    {
        var page = await PageAsync(SampleRuns.Huge());

        Assert.True(new FileInfo(_path).Length < 2_000_000, $"{new FileInfo(_path).Length} bytes");
        Assert.Matches(Capped(), page);
        Assert.Contains("10,000", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inconsistent_run_names_its_anomalies_their_operations_and_windows()
    {
        var page = await PageAsync(SampleRuns.Inconsistent());

        foreach (var text in new[] { "Inconsistent", "order o-17", "kill order-service-1", "bad gateway", "item 5: 0 times", "−10", "will not be reached", "Weak reads", "88 to 90" })
            Assert.Contains(text, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_fault_has_its_own_recovery_and_the_worst_is_at_the_top()
    {
        var page = await PageAsync(SampleRuns.Recovered());

        foreach (var text in new[]
        {
            "Plan: The first kill (order-service) will wait until 3 s.", "not steady", "ready 4.48 s after the kill", "3.98 s to steady", "first success at 6.020 s", "steady at 7.000 s", "back to steady 1.00 s",
            "87.5 %", ">123<", ">456<", "the fault of stock-service-1 stood at the same time", "7.5 s after the instance was ready",
        })
            Assert.Contains(text, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unfinished_run_is_marked() => Assert.Contains("Unfinished", await PageAsync(SampleRuns.Unfinished()), StringComparison.Ordinal);

    private async Task<string> PageAsync(Run run)
    {
        await ReportPage.WriteAsync(run, _path);
        return await File.ReadAllTextAsync(_path, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("""(src|href)\s*=\s*["']?(https?:)?//|@import|url\(\s*["']?(?!#|data:)""", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();

    [GeneratedRegex("""<script""", RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    [GeneratedRegex("""\d of [\d,]+ shown""")]
    private static partial Regex Capped();
}
