using Faultline.Cli.Shop;

namespace Faultline.Tests.Cli;

public sealed class DemoScriptTests
{
    private const double Start = 1;
    private const double Steady = 5;
    private const double Margin = 4;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_each_kill_cost_can_be_told_by_itself(bool quick)
    {
        var script = quick ? DemoScript.Quick : DemoScript.Full;
        var back = script.Kills.Select(kill => kill.At + script.Downtime + Start + Steady).ToList();

        Assert.All(back.Zip(script.Kills.Skip(1)), pair => Assert.True(pair.Second.At >= pair.First, $"the kill at {pair.Second.At} s comes before {pair.First} s"));
        Assert.True(script.Runtime.TotalSeconds >= back[^1] + Margin, $"the load ends before {back[^1] + Margin} s");
    }
}
