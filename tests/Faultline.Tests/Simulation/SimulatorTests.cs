
namespace Faultline.Tests.Simulation;

public sealed class SimulatorTests
{
    [Theory]
    [InlineData(1, 1, 3_500)]
    [InlineData(1_000, 20, 6_500)]
    public void Nothing_is_left_behind_wherever_the_tool_dies(int firstSeed, int oneIn, int points)
    {
        var played = 0;
        for (var seed = firstSeed; played < points; seed++)
            foreach (var outcome in CrashPoints.Of(new Scenario(seed), oneIn))
            {
                played++;
                Assert.True(outcome.Wrongs.Count == 0, outcome.ToString());
            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(11)]
    public void Same_seed_makes_the_same_steps(int seed)
    {
        var crash = new Crash(0, 60, Moment.Before, Death.Power, 1);

        Assert.Equal(Simulation.Play(new Scenario(seed), [crash]).ToString(), Simulation.Play(new Scenario(seed), [crash]).ToString());
    }
}
