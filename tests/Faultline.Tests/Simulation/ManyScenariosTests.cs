namespace Faultline.Tests.Simulation;

/// <summary>Many scenarios, at some of their steps; a class of its own, so that it runs beside the other.</summary>
public sealed class ManyScenariosTests
{
    [Fact]
    public void Nothing_is_left_behind_in_many_scenarios() => SimulatorTests.NothingIsLeftBehind(firstSeed: 1_000, oneIn: 20, points: 5_000);
}
