using System.Text;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Reporting.Csv;

namespace Faultline.Tests.Reporting;

public sealed class TimelineCsvTests
{
    [Fact]
    public void There_is_a_row_a_second_below_a_header_with_units()
    {
        var lines = Written(SampleRuns.Consistent());

        Assert.Equal(TimelineCsv.Header, lines[0]);
        Assert.Equal(21, lines.Length);
        Assert.Equal("3,15,50,50,48,1,1,5,23,50,60,49,p99 max", lines[4]);
    }

    [Fact]
    public void A_second_in_which_nothing_ended_has_no_latency() => Assert.Equal("4,20,50,0,0,0,0,,,,,0,", Written(SampleRuns.Consistent())[5]);

    [Fact]
    public void Lower_bounds_are_named_only_of_percentiles_that_have_a_column()
    {
        var run = SampleRuns.OneSecond();
        var oneGivenUp = new LatencyHistogram(PackedCounts.Of([(5_000, 99)]), PackedCounts.Of([(60_000, 1)]), 60_000);
        run = run with { Timeline = [run.Timeline[0] with { Latencies = oneGivenUp }] };

        Assert.EndsWith(",49,max", Written(run)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_load_has_the_header_alone() => Assert.Equal([TimelineCsv.Header], Written(SampleRuns.Unfinished()));

    private static string[] Written(Run run)
    {
        using var stream = new MemoryStream();
        TimelineCsv.Write(run, stream);
        return Encoding.UTF8.GetString(stream.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
