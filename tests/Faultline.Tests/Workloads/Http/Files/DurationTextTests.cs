using Faultline.Workloads.Http.Files;

namespace Faultline.Tests.Workloads.Http.Files;

public class DurationTextTests
{
    [Theory]
    [InlineData("300ms", 0.3)]
    [InlineData("20s", 20d)]
    [InlineData("1.5m", 90d)]
    [InlineData("1h", 3600d)]
    [InlineData("1_000s", 1000d)]
    [InlineData("0s", 0d)]
    [InlineData("20", null)]
    [InlineData("20 s", null)]
    [InlineData("-1s", null)]
    [InlineData("1e3s", null)]
    [InlineData("01s", null)]
    [InlineData("s", null)]
    [InlineData("", null)]
    [InlineData("1000001s", null)]
    [InlineData("999999999999999999999999999999h", null)]
    public void A_time_has_a_number_and_a_unit(string text, double? seconds) => Assert.Equal(seconds, DurationText.Of(text)?.TotalSeconds);

    [Theory]
    [InlineData("1s..3s", 1d, 3d)]
    [InlineData("500ms..1s", 0.5, 1d)]
    [InlineData("2s", 2d, 2d)]
    [InlineData("1..3s", null, null)]
    [InlineData("1s...3s", null, null)]
    [InlineData("1s..", null, null)]
    public void Two_times_have_two_dots_between_them(string text, double? shortest, double? longest)
    {
        var range = DurationText.Range(text);

        Assert.Equal((shortest, longest), (range?.Shortest.TotalSeconds, range?.Longest.TotalSeconds));
    }
}
