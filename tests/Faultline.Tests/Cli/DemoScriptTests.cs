using Faultline.Cli.Shop;

namespace Faultline.Tests.Cli;

public sealed class DemoScriptTests
{
    private const double Start = 1;
    private const double Steady = 5;

    public static TheoryData<string, double> Scripts => new() { { "quick", 0 }, { "full", 4 } };

    [Theory]
    [MemberData(nameof(Scripts))]
    public void What_each_kill_cost_can_be_told_by_itself(string name, double margin)
    {
        var script = name == "full" ? DemoScript.Full : DemoScript.Quick;
        var back = script.Kills.Select(kill => kill.At + script.Downtime + Start + Steady).ToList();

        Assert.All(back.Zip(script.Kills.Skip(1)), pair => Assert.True(pair.Second.At >= pair.First, $"the kill at {pair.Second.At} s comes before {pair.First} s"));
        Assert.True(script.Runtime.TotalSeconds >= back[^1] + margin, $"the load ends before {back[^1] + margin} s");
    }
}
