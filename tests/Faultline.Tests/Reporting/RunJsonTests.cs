using System.Text.Json;
using Faultline.Experiments;
using Faultline.Reporting.Json;

namespace Faultline.Tests.Reporting;

public sealed class RunJsonTests
{
    [Fact]
    public void Every_member_of_the_schema_is_there_with_its_value()
    {
        var run = Written(SampleRuns.Inconsistent());

        Assert.Equal(2, run.GetProperty("schema").GetInt32());
        Assert.Equal("20310506T120000Z-stress", run.GetProperty("id").GetString());
        Assert.Equal("demo-naive", run.GetProperty("name").GetString());
        Assert.Equal("stress", run.GetProperty("kind").GetString());
        Assert.Equal("2031-05-06T12:00:00.123456Z", run.GetProperty("startedAt").GetString());
        Assert.True(run.GetProperty("finished").GetBoolean());
        Assert.Equal("inconsistent", run.GetProperty("verdict").GetString());
        Assert.NotEmpty(run.GetProperty("reasons").EnumerateArray());

        var system = run.GetProperty("system");
        Assert.Equal(("process", "/srv/shop", "saga"), (Text(system, "host"), Text(system, "project"), Text(system, "variant")));
        Assert.Equal("no-refund", Text(system, "bug"));
        Assert.Equal(2, system.GetProperty("services")[0].GetProperty("instances").GetInt32());

        var load = run.GetProperty("load");
        Assert.Equal(("closed", 100, 10.0, 20.0, 7, "seed 5000"), (
            Text(load, "model"), load.GetProperty("users").GetInt32(), load.GetProperty("spawnRate").GetDouble(),
            load.GetProperty("runtimeSeconds").GetDouble(), load.GetProperty("seed").GetInt32(), Text(load, "population")));

        Assert.Equal((1.0, 5.0), (load.GetProperty("pauseSeconds").GetProperty("shortest").GetDouble(), load.GetProperty("pauseSeconds").GetProperty("longest").GetDouble()));
        Assert.Equal((60, 30, 10), (Whole(load.GetProperty("mixPercent"), "checkout"), Whole(load.GetProperty("mixPercent"), "create"), Whole(load.GetProperty("mixPercent"), "ask")));

        var coverage = run.GetProperty("coverage");
        Assert.Equal((5_000, 4_990, 0, 600), (
            Whole(coverage, "populationPlanned"), Whole(coverage, "populationMade"), Whole(coverage, "attemptsPlanned"), Whole(coverage, "attempts")));
        Assert.True(coverage.GetProperty("suffices").GetBoolean());

        var requests = run.GetProperty("requests");
        foreach (var member in new[] { "scheduled", "sent", "ok", "failed", "unknown", "perSecond" }) Assert.True(requests.GetProperty(member).GetDouble() > 0, member);
        foreach (var member in new[] { "p50", "p95", "p99", "p999", "max" }) Assert.True(requests.GetProperty("latencyMs").GetProperty(member).GetDouble() > 0, member);
        Assert.Equal("checkout", Text(run.GetProperty("byKind")[0], "kind"));

        Assert.Equal(["The first kill (order-service) will wait until 3 s."], run.GetProperty("plan").EnumerateArray().Select(n => n.GetString()));
        Assert.Equal("shop", Text(run, "workload"));
        var checkouts = run.GetProperty("transactions")[0];
        Assert.Equal(("checkout", "accepted-without-effect"), (Text(checkouts, "kind"), Text(checkouts, "repeat")));
        Assert.Equal((600, 580, 15, 5), (Whole(checkouts, "attempted"), Whole(checkouts, "succeeded"), Whole(checkouts, "refused"), Whole(checkouts, "unknown")));
        Assert.Equal(580 / 600.0, checkouts.GetProperty("successRate").GetDouble(), 6);

        var figures = run.GetProperty("section");
        Assert.Equal("inconsistencies", Text(figures, "name"));
        Assert.Equal(
            [("stock", "log", 3), ("stock", "database", -2), ("payment", "log", 10), ("payment", "database", -10)],
            figures.GetProperty("groups").EnumerateArray().SelectMany(g => g.GetProperty("figures").EnumerateArray(), (g, f) => (Text(g, "name"), Text(f, "name"), Whole(f, "value"))));
        Assert.Equal("checkouts", Text(run.GetProperty("words").GetProperty("attempt"), "many"));
        Assert.Equal("The user paid more often than the outcomes allow.", Text(run.GetProperty("words").GetProperty("anomalies"), "charged-twice"));
        Assert.Equal(1, Whole(run.GetProperty("blindSpot"), "unresolved"));
        Assert.True(run.GetProperty("blindSpot").TryGetProperty("widest", out _));
        Assert.Equal(1, Whole(run.GetProperty("anomaliesByKind"), "acknowledged-but-lost"));

        var anomaly = run.GetProperty("anomalies")[0];
        Assert.Equal(("acknowledged-but-lost", "order o-17"), (Text(anomaly, "kind"), Text(anomaly, "entity")));
        Assert.Equal([3L, 9L], anomaly.GetProperty("operations").EnumerateArray().Select(o => o.GetInt64()));
        Assert.Equal("kill order-service-1", anomaly.GetProperty("window")[0].GetString());
        foreach (var member in new[] { "expected", "actual" }) Assert.NotEmpty(Text(anomaly, member)!);

        Assert.False(run.GetProperty("generator").GetProperty("saturated").GetBoolean());
        Assert.Equal((12.5, 3.25), (run.GetProperty("generator").GetProperty("cpuPercent").GetDouble(), run.GetProperty("generator").GetProperty("latenessMs").GetDouble()));
        Assert.Equal((7.5, 3), (run.GetProperty("converged").GetProperty("seconds").GetDouble(), Whole(run.GetProperty("converged"), "sweeps")));
        Assert.NotEmpty(run.GetProperty("warnings").EnumerateArray());
        Assert.Equal(2, run.GetProperty("recovery").GetArrayLength());
    }

    [Fact]
    public void A_fault_has_all_its_times_and_what_was_not_measured_is_null()
    {
        var fault = Written(SampleRuns.Consistent()).GetProperty("faults")[0];

        Assert.Equal(("users", 30.0, 31.0), (
            Text(fault.GetProperty("trigger"), "type"), fault.GetProperty("trigger").GetProperty("threshold").GetDouble(), fault.GetProperty("trigger").GetProperty("value").GetDouble()));
        Assert.Equal(("kill", "order-service", "order-service-1"), (Text(fault, "action"), Text(fault, "service"), Text(fault, "instance")));
        Assert.Equal("2031-05-06T12:00:03.143456Z", Text(fault, "injectedAt"));
        foreach (var member in new[] { "triggeredAt", "healedAt", "readyAt" }) Assert.NotNull(Text(fault, member));
        foreach (var member in new[] { "diedAt", "firstFailureAt", "firstSuccessAt", "steadyAt" }) Assert.Equal(JsonValueKind.Null, fault.GetProperty(member).ValueKind);
        Assert.True(fault.GetProperty("delivered").GetBoolean());
    }

    [Fact]
    public void Recovery_has_a_row_per_fault_with_what_was_measured_and_what_was_not()
    {
        var run = Written(SampleRuns.Recovered());

        var (fault, recovery) = (run.GetProperty("faults")[0], run.GetProperty("recovery")[0]);
        Assert.Equal("2031-05-06T12:00:03.183456Z", Text(fault, "firstFailureAt"));
        foreach (var member in new[] { "firstSuccessAt", "steadyAt" }) Assert.NotNull(Text(fault, member));
        Assert.Equal(0.05, recovery.GetProperty("timeToImpactSeconds").GetDouble(), 6);
        Assert.Equal(3.98, recovery.GetProperty("recoveryFromInjectionSeconds").GetDouble(), 6);
        Assert.Equal(1.5, recovery.GetProperty("recoveryFromHealSeconds").GetDouble(), 6);
        Assert.Equal((123.4, 0.875), (recovery.GetProperty("requestsLost").GetDouble(), recovery.GetProperty("dipDepth").GetDouble()));
        Assert.Equal(JsonValueKind.Null, recovery.GetProperty("requestsRefused").ValueKind);
        Assert.Equal("stock-service-1", recovery.GetProperty("overlaps")[0].GetString());
        Assert.Equal(JsonValueKind.Null, recovery.GetProperty("unmeasured").ValueKind);

        var second = run.GetProperty("recovery")[1];
        Assert.True(second.GetProperty("neverSteady").GetBoolean());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("recoveryFromHealSeconds").ValueKind);
        Assert.StartsWith("Not steady", Text(second, "unmeasured"), StringComparison.Ordinal);
    }

    [Fact]
    public void Weak_reads_are_told_with_figures_and_examples()
    {
        var reads = Written(SampleRuns.Inconsistent()).GetProperty("weakReads");

        Assert.Equal((1_234, 2, 2.5), (Whole(reads, "judged"), Whole(reads, "weak"), reads.GetProperty("stalestSeconds").GetDouble()));
        var example = reads.GetProperty("examples")[0];
        Assert.Equal(("item 7", 93, 88, 90, 77), (
            Text(example, "entity"), Whole(example, "value"), Whole(example, "least"), Whole(example, "most"), Whole(example, "operation")));
        Assert.Equal((12, 12.01, 2.5), (
            example.GetProperty("sentSeconds").GetDouble(), example.GetProperty("completedSeconds").GetDouble(), example.GetProperty("outOfDateSeconds").GetDouble()));
        Assert.Equal(JsonValueKind.Null, reads.GetProperty("examples")[1].GetProperty("operation").ValueKind);
        Assert.Equal(0, Whole(Written(SampleRuns.Consistent()).GetProperty("weakReads"), "weak"));
        Assert.Equal(JsonValueKind.Null, Written(SampleRuns.Unfinished()).GetProperty("weakReads").ValueKind);
    }

    [Fact]
    public void An_unfinished_run_says_so_and_invents_nothing()
    {
        var run = Written(SampleRuns.Unfinished());

        Assert.False(run.GetProperty("finished").GetBoolean());
        Assert.Equal("undetermined", Text(run, "verdict"));
        foreach (var member in new[] { "blindSpot", "converged", "section" }) Assert.Equal(JsonValueKind.Null, run.GetProperty(member).ValueKind);
        Assert.Empty(run.GetProperty("anomalies").EnumerateArray());
        Assert.False(run.GetProperty("faults")[0].GetProperty("delivered").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(SampleRuns.Names), MemberType = typeof(SampleRuns))]
    public void Every_run_is_one_valid_object(string name) => Assert.Equal(JsonValueKind.Object, Written(SampleRuns.Named(name)).ValueKind);

    private static JsonElement Written(Run run)
    {
        using var stream = new MemoryStream();
        RunJson.Write(run, stream);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    private static int Whole(JsonElement element, string member) => element.GetProperty(member).GetInt32();
}
