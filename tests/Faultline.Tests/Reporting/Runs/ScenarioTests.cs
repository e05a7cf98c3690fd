using Faultline.Checking;
using Faultline.Reporting.Runs;

namespace Faultline.Tests.Reporting.Runs;

public sealed class ScenarioTests
{
    [Fact]
    public void Runs_of_one_name_are_one_scenario_whatever_was_killed() =>
        Assert.Equal(["nightly"], Names(StoredRuns.Run("nightly"), StoredRuns.Run("nightly", killed: ["stock-service"])));

    [Fact]
    public void Without_a_name_of_the_user_it_is_what_was_killed() => Assert.Equal(
        ["no kills", "order-service", "order-service + stock-service"],
        Names(StoredRuns.Run(killed: []), StoredRuns.Run(), StoredRuns.Run(killed: ["order-service", "stock-service", "order-service"])).Order(StringComparer.Ordinal));

    [Fact]
    public void The_same_services_in_another_order_are_the_same_scenario() => Assert.Equal(
        ["order-service + stock-service"],
        Names(StoredRuns.Run(killed: ["stock-service", "order-service"]), StoredRuns.Run(killed: ["order-service", "stock-service"])));

    [Fact]
    public void Different_checkouts_are_told_apart_only_where_they_would_mix()
    {
        Assert.Equal(["order-service"], Names(StoredRuns.Run(checkout: "saga"), StoredRuns.Run(checkout: "saga")));
        Assert.Equal(["order-service, naive", "order-service, saga"], Names(StoredRuns.Run(checkout: "saga"), StoredRuns.Run(checkout: "naive")).Order(StringComparer.Ordinal));
        Assert.Equal(["order-service", "order-service, saga"], Names(StoredRuns.Run(checkout: "saga"), StoredRuns.Run()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_checkout_with_a_bug_is_another_than_the_one_without() => Assert.Equal(
        ["order-service, saga", "order-service, saga with the bug lost-ack", "order-service, saga with the bug phantom"],
        Names(StoredRuns.Run(checkout: "saga"), StoredRuns.Run(checkout: "saga") with { Bug = "phantom" }, StoredRuns.Run(checkout: "saga") with { Bug = "lost-ack" })
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Different_kinds_of_test_are_told_apart_where_they_would_mix() => Assert.Equal(
        ["order-service, consistency", "order-service, stress"],
        Names(StoredRuns.Run(), StoredRuns.Run("consistency", kind: "consistency")).Order(StringComparer.Ordinal));

    [Fact]
    public void The_worst_scenario_comes_first() => Assert.Equal(
        ["bad", "open", "fine"],
        Names(StoredRuns.Run("fine"), StoredRuns.Run("open", VerdictKind.Undetermined), StoredRuns.Run("bad"), StoredRuns.Run("bad", VerdictKind.Inconsistent)));

    private static IEnumerable<string> Names(params StoredRun[] runs) => Scenario.Of(runs).Select(scenario => scenario.Name);
}
