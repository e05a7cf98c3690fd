using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Histories;
using Faultline.Recovery;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Reporting;

/// <summary>Runs as they come out, made by hand.</summary>
internal static class SampleRuns
{
    public const string Hostile = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">&amp;\u0001" + HostileMarks;

    /// <summary>What a terminal acts on, what turns the reading order, and what is not seen.</summary>
    public const string HostileMarks = "\u001b[2J\u0007\u009b\u202e\u2066\u200b\u061c\uFEFF\u2028\U000E0041";

    public static readonly DateTimeOffset Start = new(2031, 5, 6, 12, 0, 0, TimeSpan.Zero);

    /// <summary>How a run went that came out well.</summary>
    public static RunConditions Conditions => new()
    {
        Finished = true, Converged = true, Succeeded = 580, FaultsPlanned = 2, FaultsDelivered = 2, Coverage = new Coverage(5_000, 4_990, 0, 600),
    };

    private static AuditResult Clean => new([], [], [new BlindSpot("stock", 1, 4, 3), new BlindSpot("credit", 0, 5, 0)], 500, 600, 1, 480);

    /// <summary>The run with the verdict that follows from its audit and from how it went.</summary>
    public static Run Judged(Run run, RunConditions conditions) => run with { Verdict = Verdict.Judge(run.Audit, conditions) };

    public static Run Consistent() => new()
    {
        Id = "20310506T120000Z-stress",
        Name = "stress",
        Kind = "stress",
        StartedAt = Start.AddMicroseconds(123_456),
        FinishedAt = Start.AddSeconds(60),
        System = new SystemUnderTest("process", "/srv/shop", [new ServiceCount("order-service", 2), new ServiceCount("stock-service", 2)]) { Variant = "saga", Bug = "no-refund" },
        Load = new LoadDescription("closed", 100, 10, 20, 7, "seed 5000")
        {
            Behaviour = new UserBehaviour(1, 5, new Dictionary<string, int> { ["checkout"] = 60, ["create"] = 30, ["ask"] = 10 }),
        },
        Coverage = new Coverage(5_000, 4_990, 0, 600),
        Requests = Totals(1_000),
        ByKind = [new KindTotals("checkout", Totals(600)), new KindTotals("find-user", Totals(400))],
        Workload = ShopProfile.Name,
        Words = ShopProfile.Profile.Words,
        Transactions = [new TransactionTotals("checkout", 600, 580, 15, 5) { Repeat = RepeatRule.AcceptedWithoutEffect }],
        Plan = ["The first kill (order-service) will wait until 3 s."],
        Faults = [Fault("order-service", 3, 6), Fault("stock-service", 8, 12.5)],
        Section = ShopSection.Of(new ClassicFigures(0, 0, 0, 0)),
        Audit = Clean,
        Verdict = Verdict.Judge(Clean, Conditions),
        Generator = new GeneratorHealth(12.5, 3.25, 40, false, 90),
        Converged = new Convergence(7.5, 3, true, 0),
        Timeline = [.. Enumerable.Range(0, 20).Select(Second)],
        Failures = [new FailureSample("checkout", Outcome.Failed, 400, "out of stock", 15), new FailureSample("checkout", Outcome.Unknown, 0, "timed out after 10 s", 5)],
        Command = "faultline stress --init",
        Versions = "faultline 0.1.0",
    };

    /// <summary>One fault that was recovered from, one that was not.</summary>
    public static Run Recovered() => Consistent() with
    {
        Recovery =
        [
            FaultRecovery.Of(Consistent().Faults[0]) with
            {
                FirstFailureAt = TimeSpan.FromSeconds(3.06), FirstSuccessAt = TimeSpan.FromSeconds(6.02), SteadyAt = TimeSpan.FromSeconds(7),
                RequestsLost = 123.4, DipDepth = 0.875, Overlaps = ["stock-service-1"],
            },
            FaultRecovery.Of(Consistent().Faults[1]) with
            {
                FirstFailureAt = TimeSpan.FromSeconds(8.5), RequestsLost = 456, DipDepth = 1, NeverSteady = true,
                Unmeasured = "Not steady when the load ended, 7.5 s after the instance was ready.",
            },
        ],
    };

    public static Run Inconsistent() => Judged(Consistent() with
    {
        Name = "demo-naive",
        Audit = Consistent().Audit! with
        {
            Anomalies =
            [
                Anomaly("acknowledged-but-lost", "order o-17", [3, 9], "kill order-service-1"),
                Anomaly("charged-twice", "order o-18", [4]),
                Anomaly("item-out-of-bounds", "item 5", [3, 4, 9], "kill order-service-1", "kill stock-service-1") with { Implicated = true },
            ],
            Transients = [Anomaly("partial-checkout", "order o-99", [5]) with { Transient = true, Duration = TimeSpan.FromSeconds(12.5) }],
            ReadsJudged = 1_234,
            WeakReads =
            [
                new("item 7", 93, 88, 90, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(12.01), 77, TimeSpan.FromSeconds(2.5)),
                new("user 8", 10, 5, 5, TimeSpan.FromSeconds(21), TimeSpan.FromSeconds(21.01), -1, TimeSpan.FromSeconds(0.5)),
            ],
        },
        Section = ShopSection.Of(new ClassicFigures(3, -2, 10, -10)),
        Evidence = [Operation(3, Outcome.Ok), Operation(4, Outcome.Ok), Operation(9, Outcome.Unknown)],
        Warnings = ["the trigger users ≥ 900 will not be reached"],
    }, Conditions);

    public static Run Unfinished() => Judged(Consistent() with
    {
        FinishedAt = null,
        Audit = null,
        Converged = null,
        Section = null,
        Timeline = [],
        ByKind = [],
        Failures = [],
        Requests = RequestTotals.None,
        Transactions = [new TransactionTotals("checkout", 0, 0, 0, 0)],
        Generator = GeneratorHealth.None,
        Faults = [new FaultEvent(new TriggerCause("users", 30, 0), "kill", "order-service", null, 30)],
    }, Conditions with { Finished = false, Converged = false, Succeeded = 0, FaultsPlanned = 1, FaultsDelivered = 0 });

    public static Run WithoutFaults() => Judged(
        Consistent() with { Faults = [], System = new SystemUnderTest("none", "", []) },
        Conditions with { FaultsPlanned = 0, FaultsDelivered = 0 });

    public static Run OneSecond() => Consistent() with { Timeline = [Second(0)], Faults = [] };

    public static Run OfHostileTexts() => Judged(Inconsistent() with
    {
        Name = Hostile,
        Command = Hostile,
        Versions = Hostile,
        Warnings = [Hostile],
        System = new SystemUnderTest(Hostile, Hostile, [new ServiceCount(Hostile, 1)]) { Variant = Hostile },
        Workload = Hostile,
        Words = HostileWords,
        Transactions = [new TransactionTotals(Hostile, 5, 4, 1, 0), new TransactionTotals(Hostile + "2", 5, 4, 1, 0)],
        Section = HostileSection,
        Faults = [Fault(Hostile, 1, 2) with { Error = Hostile }],
        Failures = [new FailureSample(Hostile, Outcome.Failed, 400, Hostile, 1)],
        Audit = Inconsistent().Audit! with { Anomalies = [Anomaly(Hostile, Hostile, [3], Hostile) with { Expected = Hostile, Actual = Hostile }] },
        Evidence = [Operation(3, Outcome.Failed) with { Key = Hostile, Answer = Hostile, Instance = Hostile, Kind = Hostile }],
    }, Conditions);

    /// <summary>Words that a file of any hand may bring.</summary>
    public static WorkloadWords HostileWords => new()
    {
        Attempt = new Noun(Hostile, Hostile),
        Transaction = new Noun(Hostile, Hostile),
        Entities = Hostile,
        Variant = Hostile,
        Refusals = Hostile,
        Accounts = new Dictionary<string, string> { ["stock"] = Hostile, [Hostile] = Hostile },
        Anomalies = new Dictionary<string, string> { [Hostile] = Hostile },
    };

    /// <summary>Figures that a file of any hand may bring.</summary>
    public static WorkloadSection HostileSection => new("../../" + Hostile, Hostile, Hostile, [new(Hostile, Hostile, [new(Hostile, Hostile, 3)]) { Heading = Hostile, Meaning = Hostile, Measure = Hostile }])
    {
        Caption = Hostile,
        Note = Hostile,
        Terms = [new(Hostile, Hostile)],
    };

    /// <summary>A run of a bank: two kinds of transaction, words of its own, no shop's figures.</summary>
    public static Run OfBank() => Judged(Inconsistent() with
    {
        Name = "nightly transfers",
        Workload = "bank",
        Words = new WorkloadWords
        {
            Attempt = new Noun("payment order", "payment orders"),
            Transaction = new Noun("booking", "bookings"),
            Entities = "booking or account",
            Variant = "version",
            Accounts = new Dictionary<string, string> { ["balance"] = "money of an account, in cents" },
            Anomalies = new Dictionary<string, string> { ["moved-twice"] = "Money was moved more often than the answers allow." },
        },
        System = new SystemUnderTest("process", "/srv/bank", [new ServiceCount("bank", 1), new ServiceCount("ledger", 2)]) { Variant = "two-phase", Bug = "half-transfer" },
        Load = new LoadDescription("closed", 100, 10, 20, 7, "200 accounts"),
        ByKind = [new KindTotals("transfer", Totals(600)), new KindTotals("deposit", Totals(400))],
        Transactions =
        [
            new TransactionTotals("transfer", 600, 580, 15, 5) { Repeat = RepeatRule.AppliesAgain },
            new TransactionTotals("deposit", 400, 300, 90, 10) { Repeat = RepeatRule.Refused },
        ],
        Section = null,
        Plan = [],
        Faults = [Fault("ledger", 3, 6)],
        Audit = new AuditResult(
            [
                .. new[] { Anomaly("moved-twice", "account 17", [4]), Anomaly(AnomalyKinds.ConservationBroken, "account 3", [9]), Anomaly("half-booked", "transfer 9", [3]) }
                    .Select(a => a with { Actual = "account 17: twice, account 3: once" }),
            ],
            [], [new BlindSpot("balance", 1, 4, 3)], 500, 1_000, 1, 480),
        Evidence = [],
        Failures = [new FailureSample("transfer", Outcome.Failed, 409, "no money", 15)],
        Command = "faultline run bank.yaml",
    }, Conditions);

    public static Run Huge() => Judged(Inconsistent() with
    {
        Timeline = [.. Enumerable.Range(0, 3_600).Select(Second)],
        Audit = Inconsistent().Audit! with
        {
            Anomalies = [.. Enumerable.Range(0, 10_000).Select(i => Anomaly(i % 2 == 0 ? "acknowledged-but-lost" : "partial-checkout", $"order {new string('x', 60)}{i}", [.. Enumerable.Range(i, 50).Select(n => (long)n)]))],
        },
        Evidence = [.. Enumerable.Range(0, 5_000).Select(i => Operation(i, Outcome.Failed) with { Answer = new string('y', 1_000) })],
        Failures = [.. Enumerable.Range(0, 50).Select(i => new FailureSample("checkout", Outcome.Failed, 400, new string('z', 1_000) + i, 1))],
    }, Conditions);

    public static TheoryData<string> Names => ["consistent", "inconsistent", "unfinished", "without faults", "one second", "hostile", "recovered", "bank"];

    public static Run Named(string name) => name switch
    {
        "consistent" => Consistent(),
        "inconsistent" => Inconsistent(),
        "unfinished" => Unfinished(),
        "without faults" => WithoutFaults(),
        "one second" => OneSecond(),
        "recovered" => Recovered(),
        "bank" => OfBank(),
        _ => OfHostileTexts(),
    };

    private static RequestTotals Totals(long count) => new(
        count, count, count - 20, 15, 5, count / 20.0, new LatencyHistogram(
            PackedCounts.Of([(5_000, 5_000), (20_000, 4_500), (50_000, 400), (90_000, 80)]), PackedCounts.Of([(90_000, 10), (123_400, 10)]), 123_400))
    {
        Answered = count - 5,
    };

    private static TimelineSecond Second(int second) => new(
        second, second * 5, 50, second == 4 ? 0 : 48, second == 4 ? 0 : 1, second == 4 ? 0 : 1, Latencies(second))
    {
        Answered = second == 4 ? 0 : 49,
    };

    // Percentiles of 5, 20 to 26, 50 and 60 ms, the last two of operations that were given up, but where nothing ended.
    private static LatencyHistogram Latencies(int second)
    {
        (long, long)[] fast = [(5_000, 50), ((20 + second % 7) * 1000, 45)], slow = [(50_000, 4), (60_000, 1)];
        return second == 4
            ? new LatencyHistogram(PackedCounts.Of([.. fast, .. slow]), PackedCounts.None, 60_000)
            : new LatencyHistogram(PackedCounts.Of(fast), PackedCounts.Of(slow), 60_000);
    }

    private static FaultEvent Fault(string service, double from, double ready) => new(
        new TriggerCause("users", 30, 31), "kill", service, $"{service}-1", 3, TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(from + 0.01),
        TimeSpan.FromSeconds(from + 0.02), TimeSpan.FromSeconds(ready - 0.5), TimeSpan.FromSeconds(ready), Delivered: true);

    private static Anomaly Anomaly(string kind, string entity, long[] operations, params string[] windows) => new(
        kind, entity, "applied once on every account (1 ok, 0 failed, 0 unknown)", "item 5: 0 times, user 3: once, paid: 1",
        operations, operations.Length, false, false, windows);

    private static Operation Operation(long id, Outcome outcome) => new(
        id, "checkout", "o-17", 5, TimeSpan.FromSeconds(3 + id * 0.001), TimeSpan.FromSeconds(3 + id * 0.001), TimeSpan.FromSeconds(3.2 + id * 0.001),
        outcome, outcome == Outcome.Ok ? 200 : 502, 2, outcome == Outcome.Ok ? "" : "bad gateway", "order-service-1");
}
