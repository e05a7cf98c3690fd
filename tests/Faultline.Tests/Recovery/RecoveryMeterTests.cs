using Faultline.Histories;
using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class RecoveryMeterTests
{
    private const int Seeds = 20;

    // Without a fault a user of the mix begins an iteration every 3.02 s, with 1.5 operations through the order service.
    private const double OnPathPerUserSecond = 1.5 / 3.02;

    public static TheoryData<string> Outages => ["bad-gateway", "hang", "requests-error"];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task An_outage_while_users_still_grow_is_measured_within_bounds(string kind)
    {
        var answer = Named(kind);
        for (var seed = 0; seed < Seeds; seed++)
        {
            // 400 users by 40 s: from 150 at the kill to 250 at its end.
            var load = new SimulatedLoad(seed) { Users = 400, SpawnRate = 10, System = SimulatedLoad.Down(15, 25, answer) };
            var recovery = Assert.Single(await load.MeasureAsync(SimulatedLoad.Kill(15, 24, 25)));

            var wanted = Enumerable.Range(15, 10).Sum(second => (second + 0.5) * 10 * OnPathPerUserSecond);
            Assert.InRange(recovery.FirstFailureAt!.Value.TotalSeconds, 15, answer == Answer.Hang ? 25.5 : 15.5);
            Assert.InRange(recovery.FirstSuccessAt!.Value.TotalSeconds, 25, 26);
            Assert.InRange(recovery.SteadyAt!.Value.TotalSeconds, 25, answer == Answer.Hang ? 42 : 32);
            Assert.InRange(recovery.DipDepth!.Value, 0.95, 1);
            Assert.InRange(recovery.RequestsLost!.Value / wanted, 0.85, answer == Answer.Hang ? 1.6 : 1.15);
            Assert.Null(recovery.Unmeasured);
        }
    }

    [Theory]
    [InlineData(50, 6)]
    [InlineData(10, 15)]
    [InlineData(1_000, 12)]
    public async Task A_fault_without_effect_has_no_impact_however_young_the_load_is(double spawnRate, double killedAt)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var load = new SimulatedLoad(seed) { Users = 500, SpawnRate = spawnRate };
            var recovery = Assert.Single(await load.MeasureAsync(SimulatedLoad.Kill(killedAt, killedAt + 8, killedAt + 9)));

            Assert.Null(recovery.FirstFailureAt);
            Assert.InRange(recovery.RequestsLost!.Value, 0, 1);
            Assert.InRange(recovery.DipDepth!.Value, 0, 0.25);
            Assert.InRange(recovery.SteadyAt!.Value.TotalSeconds, killedAt + 9, killedAt + 16);
        }
    }

    private static Answer Named(string kind) => kind switch
    {
        "hang" => Answer.Hang,
        "bad-gateway" => Answer.BadGateway,
        _ => Answer.RequestsError,
    };
}
