
namespace Faultline.Tests.Simulation;

public sealed class SimulatorTests
{
    private const int Points = 10_000;
    private const int FirstSeed = 1;

    [Fact]
    public void Nothing_is_left_behind_wherever_the_tool_dies()
    {
        var played = 0;
        for (var seed = FirstSeed; played < Points; seed++)
            foreach (var outcome in CrashPoints.Of(new Scenario(seed)))
            {
                played++;
                Assert.True(outcome.Wrongs.Count == 0, outcome.ToString());
            }
    }
}
