namespace Faultline.Tests.Simulation;

/// <summary>Few scenarios, at every one of their steps. What they are and what must hold: docs/simulator.md.</summary>
public sealed class SimulatorTests
{
    [Fact]
    public void Nothing_is_left_behind_whichever_step_the_tool_dies_at() => NothingIsLeftBehind(firstSeed: 1, oneIn: 1, points: 5_000);

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

    internal static void NothingIsLeftBehind(int firstSeed, int oneIn, int points)
    {
        var played = 0;
        for (var seed = firstSeed; played < points; seed++)
            foreach (var outcome in CrashPoints.Of(new Scenario(seed), oneIn))
            {
                played++;
                if (outcome.Wrongs.Count > 0) Assert.Fail(outcome.ToString());
            }
    }
}
