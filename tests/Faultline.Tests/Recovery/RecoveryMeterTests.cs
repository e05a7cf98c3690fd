using Faultline.Histories;
using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class RecoveryMeterTests
{
    private const int Seeds = 20;
    private const string Payment = "payment-service";

    [Theory]
    [InlineData("bad gateway", 10, 15)]
    [InlineData("requests error", 10, 15)]
    [InlineData("hang", 10, 15)]
    [InlineData("bad gateway", 50, 6)]
    [InlineData("hang", 50, 6)]
    public async Task An_outage_while_users_grow_loses_what_the_same_users_get_without_it(string kind, double spawnRate, double killedAt)
    {
        var answer = Named(kind);
        var (lost, truth) = (0.0, 0.0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var outage = SimulatedLoad.Down(killedAt, killedAt + 10, answer);
            var load = new SimulatedLoad(seed) { Users = 400, SpawnRate = spawnRate, System = outage };
            var history = load.Run();
            var recovery = Assert.Single(await SimulatedLoad.MeasureAsync(history, 60, SimulatedLoad.Kill(killedAt, killedAt + 9, killedAt + 10)));

            var hangs = answer == Answer.Hang ? 10 : 0;
            Assert.InRange(Seconds(recovery.FirstFailureAt), killedAt, killedAt + hangs + 0.5);
            Assert.InRange(Seconds(recovery.FirstSuccessAt), killedAt + 10, killedAt + 12);
            Assert.InRange(Seconds(recovery.SteadyAt), killedAt + 10, killedAt + 12 + hangs);
            Assert.InRange(recovery.DipDepth!.Value, 0.95, 1);
            Assert.Null(recovery.Unmeasured);
            lost += recovery.RequestsLost!.Value;
            lost += recovery.RequestsRefused!.Value;
            truth += Served(new SimulatedLoad(seed) { Users = 400, SpawnRate = spawnRate }.Run(), killedAt) - Served(history, killedAt);
        }

        Assert.InRange(lost / truth, 0.88, 1.12);
    }

    [Theory]
    [InlineData(500, 50, 6)]
    [InlineData(500, 10, 15)]
    [InlineData(500, 1_000, 5)]
    [InlineData(6, 6, 20)]
    public async Task A_fault_without_effect_has_none_however_young_or_quiet_the_load_is(int users, double spawnRate, double killedAt)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var load = new SimulatedLoad(seed) { Users = users, SpawnRate = spawnRate };
            var recovery = Assert.Single(await load.MeasureAsync(SimulatedLoad.Kill(killedAt, killedAt + 8, killedAt + 9)));

            Assert.Null(recovery.FirstFailureAt);
            Assert.Equal((0, 0), (recovery.RequestsLost, recovery.DipDepth));
            Assert.InRange(Seconds(recovery.SteadyAt), killedAt + 9, killedAt + 12);
        }
    }

    [Fact]
    public async Task A_quiet_system_that_is_down_dips_to_nothing()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var load = new SimulatedLoad(seed) { Users = 6, SpawnRate = 6, System = SimulatedLoad.Down(20, 30, Answer.BadGateway) };
            var recovery = Assert.Single(await load.MeasureAsync(SimulatedLoad.Kill(20, 29, 30)));

            Assert.Equal(1, recovery.DipDepth);
            Assert.InRange(recovery.RequestsLost!.Value, 10, 50);
        }
    }

    [Fact]
    public async Task With_a_second_replica_only_what_was_cut_off_is_lost()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var load = new SimulatedLoad(seed) { System = SimulatedLoad.Down(15, 15.5, Answer.BadGateway, share: 0.5) };
            var history = load.Run();
            var recovery = Assert.Single(await SimulatedLoad.MeasureAsync(history, 60, SimulatedLoad.Kill(15, 24, 25)));

            Assert.InRange(Seconds(recovery.FirstFailureAt), 15, 15.5);
            Assert.Equal(history.Count(o => o.Outcome != Outcome.Ok), recovery.RequestsLost);
            Assert.Equal(25, Seconds(recovery.SteadyAt));
        }
    }

    [Fact]
    public async Task First_success_is_the_instances_own_where_answers_carry_its_name()
    {
        Answer? Served(string kind, double at, Random random) => kind.StartsWith("find", StringComparison.Ordinal)
            ? null
            : new(Outcome.Ok, 200, "", Instance: at is < 15 or > 26 && random.Next(2) == 0 ? "order-service-1" : "order-service-2");

        var recovery = Assert.Single(await new SimulatedLoad(1) { System = Served }.MeasureAsync(SimulatedLoad.Kill(15, 24, 25)));
        var ofAny = Assert.Single(await new SimulatedLoad(1).MeasureAsync(SimulatedLoad.Kill(15, 24, 25)));

        Assert.InRange(Seconds(recovery.FirstSuccessAt), 26, 26.5);
        Assert.InRange(Seconds(ofAny.FirstSuccessAt), 24, 24.5);
    }

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0, 0.9)]
    public async Task Refusals_of_everyday_life_are_no_impact_even_as_they_grow(double steady, double growing)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            // Paid orders are refused: the more there are of them, the more often. The number in the text is of no matter.
            Answer? Refusing(string kind, double at, Random random) =>
                kind == "checkout" && random.NextDouble() < steady + growing * at * at / 3_600
                    ? Answer.Paid with { Text = $"order {random.Next()} is paid already" }
                    : null;

            var recovery = Assert.Single(await new SimulatedLoad(seed) { System = Refusing }.MeasureAsync(SimulatedLoad.Kill(15, 24, 25)));

            Assert.Null(recovery.FirstFailureAt);
            Assert.InRange(recovery.RequestsLost!.Value, 0, 1);
            Assert.InRange(Seconds(recovery.SteadyAt), 25, 28);
        }
    }

    [Fact]
    public async Task A_rare_refusal_that_becomes_the_answer_to_everything_is_the_faults()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Answer? Flaky(string kind, double at, Random random) =>
                kind != "find-user" && random.NextDouble() < (at is >= 30 and < 40 ? 1 : 0.01) ? Answer.RequestsError : null;

            var recovery = Assert.Single(await new SimulatedLoad(seed) { System = Flaky }.MeasureAsync(SimulatedLoad.Kill(30, 39, 40)));

            Assert.InRange(Seconds(recovery.FirstFailureAt), 30, 31.5);
            // What is usual of that answer goes on counting as a refusal.
            Assert.InRange(recovery.DipDepth!.Value, 0.7, 1);
            Assert.InRange(Seconds(recovery.SteadyAt), 40, 44);
        }
    }

    [Fact]
    public async Task What_was_in_flight_at_the_kill_and_ended_with_a_reset_is_its_first_failure()
    {
        static Answer? Cut(string kind, double at, Random random) =>
            at is > 14.95 and < 15 && kind == "checkout" ? new(Outcome.Unknown, 0, "connection reset after sending", 15.001 - at) : null;

        var recovery = Assert.Single(await new SimulatedLoad(3) { Users = 2_000, SpawnRate = 100, System = Cut }.MeasureAsync(SimulatedLoad.Kill(15, 24, 25)));

        Assert.Equal(15.001, Seconds(recovery.FirstFailureAt), 3);
    }

    [Fact]
    public async Task Overlapping_faults_share_a_baseline_before_both_and_name_each_other()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (first, second) = (SimulatedLoad.Down(15, 35, Answer.BadGateway), SimulatedLoad.Down(25, 45, Answer.BadGateway, service: Payment));
            var load = new SimulatedLoad(seed) { Seconds = 80, System = (kind, at, random) => first(kind, at, random) ?? second(kind, at, random) };
            var recoveries = await load.MeasureAsync(
                SimulatedLoad.Kill(15, 34, 35), SimulatedLoad.Kill(25, 44, 45, Payment), SimulatedLoad.Kill(65, 66, 67));

            // Checkouts need both, so the order service's path is steady only when payment is back.
            Assert.All(recoveries.Take(2), recovery => Assert.InRange(Seconds(recovery.SteadyAt), 44.8, 50));
            Assert.Equal(["payment-service-1"], recoveries[0].Overlaps);
            Assert.Equal(["order-service-1"], recoveries[1].Overlaps);
            Assert.Empty(recoveries[2].Overlaps);
            Assert.Equal((0, null), (recoveries[2].RequestsLost, recoveries[2].FirstFailureAt));
            Assert.All(recoveries, recovery => Assert.Null(recovery.Unmeasured));
        }
    }

    [Fact]
    public async Task A_fault_before_the_load_has_no_baseline_and_says_so()
    {
        var load = new SimulatedLoad(1) { System = SimulatedLoad.Down(0, 8, Answer.BadGateway) };
        var recovery = Assert.Single(await load.MeasureAsync(SimulatedLoad.Kill(0.02, 7, 8)));

        Assert.InRange(Seconds(recovery.FirstFailureAt), 0, 2);
        Assert.InRange(Seconds(recovery.FirstSuccessAt), 8, 9);
        Assert.Equal((null, null, null), (recovery.SteadyAt, recovery.RequestsLost, recovery.DipDepth));
        Assert.Contains("to compare with", recovery.Unmeasured, StringComparison.Ordinal);
        Assert.False(recovery.NeverSteady);
    }

    [Fact]
    public async Task Without_a_baseline_refusals_are_not_taken_for_failures()
    {
        var load = new SimulatedLoad(1) { System = (_, _, random) => random.Next(2) == 0 ? Answer.Paid : null };

        Assert.Null(Assert.Single(await load.MeasureAsync(SimulatedLoad.Kill(0.02, 7, 8))).FirstFailureAt);
    }

    [Theory]
    [InlineData(56.5, 57.5, "before 5 seconds could be judged")]
    [InlineData(61.0, 62.0, "was not ready again while the load ran")]
    public async Task Where_the_load_ends_too_early_steady_is_not_told(double healed, double ready, string why)
    {
        var load = new SimulatedLoad(1) { System = SimulatedLoad.Down(30, ready, Answer.BadGateway) };
        var recovery = Assert.Single(await load.MeasureAsync(SimulatedLoad.Kill(30, healed, ready)));

        Assert.Null(recovery.SteadyAt);
        Assert.False(recovery.NeverSteady);
        Assert.Contains(why, recovery.Unmeasured, StringComparison.Ordinal);
        Assert.True(recovery.RequestsLost > 1_000, $"{recovery.RequestsLost}");
        Assert.Equal(1, recovery.DipDepth);
    }

    [Fact]
    public async Task A_system_that_is_ready_and_never_serves_again_is_never_steady()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var load = new SimulatedLoad(seed) { System = SimulatedLoad.Down(15, 99, Answer.RequestsError) };
            var recovery = Assert.Single(await load.MeasureAsync(SimulatedLoad.Kill(15, 24, 25)));

            Assert.True(recovery.NeverSteady);
            Assert.Equal((null, null), (recovery.SteadyAt, recovery.FirstSuccessAt));
            Assert.Contains("Not steady when the load ended, 35.0 s after", recovery.Unmeasured, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Success_that_is_back_before_p99_is_not_yet_steady()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var load = new SimulatedLoad(seed)
            {
                System = SimulatedLoad.Down(15, 25, Answer.BadGateway),
                Slowness = at => at is >= 25 and < 33 ? 20 : 1,
            };
            var recovery = Assert.Single(await load.MeasureAsync(SimulatedLoad.Kill(15, 24, 25)));

            Assert.InRange(Seconds(recovery.FirstSuccessAt), 25, 26);
            Assert.InRange(Seconds(recovery.SteadyAt), 32.8, 36);
        }
    }

    [Fact]
    public async Task A_fault_that_did_not_take_place_has_no_figures()
    {
        var fault = SimulatedLoad.Kill(15, 24, 25) with { CalledAt = null, InjectedAt = null, HealedAt = null, ReadyAt = null, Delivered = false };
        var recoveries = await new SimulatedLoad(1).MeasureAsync(fault, SimulatedLoad.Kill(30, 39, 40));

        Assert.Equal(FaultRecovery.Of(fault) with { Overlaps = recoveries[0].Overlaps }, recoveries[0]);
        Assert.Empty(recoveries[1].Overlaps);
    }

    private static double Served(IReadOnlyList<Operation> history, double killedAt) => history.Count(o =>
        o.Outcome == Outcome.Ok && !o.Kind.StartsWith("find", StringComparison.Ordinal)
        && o.Intended.TotalSeconds >= killedAt - 1 && o.Intended.TotalSeconds < killedAt + 22);

    private static double Seconds(TimeSpan? time) => Assert.NotNull(time).TotalSeconds;

    private static Answer Named(string kind) => kind switch
    {
        "hang" => Answer.Hang,
        "bad gateway" => Answer.BadGateway,
        _ => Answer.RequestsError,
    };
}
