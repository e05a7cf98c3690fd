using Faultline.Auditing;
using Faultline.Checking;

namespace Faultline.Tests.Checking;

public sealed class VerdictTests
{
    private static readonly RunConditions Good = new()
    {
        Finished = true,
        Converged = true,
        Succeeded = 90,
        FaultsPlanned = 2,
        FaultsDelivered = 2,
    };

    private static readonly Anomaly Oversold = new(
        "oversold", "item 3", "not below 0", "-2", [1], 1, Implicated: true, Transient: false, []);

    [Fact]
    public void A_run_that_meets_every_condition_is_consistent()
    {
        var verdict = Verdict.Judge(Audit(unresolved: 5), Good);

        Assert.Equal(VerdictKind.Consistent, verdict.Kind);
        Assert.Equal(
            [
                "All balances agree with the answers to 100 attempts at 50 transactions, 90 of them ok.",
                "The outcomes of 5 attempts (5.0 %) stay unresolved, 5.0 % are allowed.",
                "2 of 2 planned faults were delivered, and all of them healed.",
            ],
            verdict.Reasons);
    }

    [Fact]
    public void A_test_that_took_place_for_the_most_part_is_consistent() =>
        Assert.Equal(VerdictKind.Consistent, Verdict.Judge(Audit(unresolved: 5), Good with { Coverage = new Coverage(1000, 950, 1000, 950) }).Kind);

    public static TheoryData<RunConditions, string> Limits => new()
    {
        { Good with { Finished = false }, "The run did not come to its planned end." },
        { Good with { Interrupted = "Ctrl-C" }, "The run was interrupted (Ctrl-C)." },
        { Good with { Finished = false, Interrupted = "Ctrl-C" }, "The run was interrupted (Ctrl-C)." },
        { Good with { Converged = false }, "The state had not come to rest when the wait for it (--settle-cap) was over, so its balances were not judged." },
        { Good with { Succeeded = 0 }, "No attempt succeeded." },
        { Good with { FaultsDelivered = 1 }, "1 of 2 planned faults were delivered." },
        { Good with { Coverage = new Coverage(1000, 949, 0, 90) }, "949 of 1,000 transactions that were to be tested could be prepared (94.9 %), 95 % are needed." },
        { Good with { Coverage = new Coverage(1000, 1000, 1000, 8) }, "8 of 1,000 planned attempts were made (0.8 %), 95 % are needed." },
        { Good with { NotHealed = 1 }, "1 fault was not healed." },
        { Good with { OperationsLost = 1200 }, "1,200 operations were sent and not recorded." },
        { Good with { UnreadableAccounts = 2 }, "2 accounts could not be read after the load." },
        {
            Good with { MaxBlindSpot = 0.04 },
            "The outcomes of 5 of 100 attempts (5.0 %) stay unresolved, more than the 4.0 % allowed."
        },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void One_condition_missing_leaves_it_undetermined_and_a_proof_stands_all_the_same(
        RunConditions conditions, string reason)
    {
        var clean = Verdict.Judge(Audit(unresolved: 5), conditions);
        var proven = Verdict.Judge(Audit(unresolved: 5, Oversold), conditions);

        Assert.Equal(VerdictKind.Undetermined, clean.Kind);
        string[] upToThen = conditions.Interrupted is null ? [] : ["Up to then all balances agree with the answers to 100 attempts."];
        Assert.Equal([reason, .. upToThen], clean.Reasons);
        Assert.Equal(VerdictKind.Inconsistent, proven.Kind);
        Assert.Equal(["oversold is proved on item 3: expected not below 0; found -2.", reason], proven.Reasons);
    }

    [Fact]
    public void Without_an_audit_or_with_nothing_to_judge_it_is_undetermined()
    {
        Assert.Equal(VerdictKind.Undetermined, Verdict.Judge(null, Good).Kind);
        Assert.Equal(["The books were not audited."], Verdict.Judge(null, Good).Reasons);
        Assert.Equal(
            ["No attempt was judged."],
            Verdict.Judge(new([], [], [], 0, 0, 0, 0), Good).Reasons);
        Assert.Equal(VerdictKind.Undetermined, Verdict.Judge(Audit(0), new()).Kind);
    }

    [Fact]
    public void A_check_that_could_not_be_made_leaves_it_undetermined()
    {
        var verdict = Verdict.Judge(Audit(0) with { Omitted = ["Balances were not compared."] }, Good);

        Assert.Equal(VerdictKind.Undetermined, verdict.Kind);
        Assert.Equal(["Balances were not compared."], verdict.Reasons);
    }

    [Fact]
    public void Each_kind_gives_one_sentence_and_what_healed_is_told_without_harm()
    {
        var verdict = Verdict.Judge(
            Audit(
                0, Oversold with { Implicated = true }, Oversold with { Entity = "item 4", Implicated = true },
                Oversold with { Kind = "charged-twice", Implicated = false }),
            Good);
        var healed = Verdict.Judge(Audit(0) with { Transients = [Oversold with { Transient = true }] }, Good);

        Assert.Equal(
            [
                "charged-twice is proved on item 3: expected not below 0; found -2.",
                "oversold is proved on item 3 and 1 other: expected not below 0; found -2.",
            ],
            verdict.Reasons);
        Assert.Equal(VerdictKind.Consistent, healed.Kind);
        Assert.Contains("1 finding of the first reading had come right by the last.", healed.Reasons);
    }

    [Theory]
    [InlineData(Validity.Valid, VerdictKind.Consistent)]
    [InlineData(Validity.Unknown, VerdictKind.Undetermined)]
    [InlineData(Validity.Invalid, VerdictKind.Inconsistent)]
    public void A_rule_that_is_not_met_is_told_and_changes_no_verdict(Validity worst, VerdictKind kind)
    {
        foreach (var rule in new[] { Validity.Unknown, Validity.Invalid })
        {
            var verdict = Verdict.Of([Check("p99", CheckClass.Rule, rule), Check("books", CheckClass.Data, worst)]);

            Assert.Equal(kind, verdict.Kind);
            Assert.False(verdict.RulesHold);
            Assert.Equal("p99 reason", verdict.Reasons[^1]);
        }
    }

    [Fact]
    public void Rules_that_are_met_are_not_told()
    {
        var verdict = Verdict.Of([Check("p99", CheckClass.Rule, Validity.Valid), Check("books", CheckClass.Data, Validity.Valid)]);

        Assert.True(verdict.RulesHold);
        Assert.Equal(["books reason"], verdict.Reasons);
    }

    [Fact]
    public void Rules_alone_prove_nothing()
    {
        Assert.Equal(VerdictKind.Undetermined, Verdict.Of([]).Kind);
        Assert.Equal(VerdictKind.Undetermined, Verdict.Of([Check("p99", CheckClass.Rule, Validity.Valid)]).Kind);
    }

    [Fact]
    public void The_verdict_is_the_worst_check_of_the_data_whatever_the_rules_and_the_order()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            CheckResult[] checks =
            [
                .. Enumerable.Range(0, random.Next(1, 8)).Select(i => Check(
                    $"check-{i}", (CheckClass)random.Next(2), (Validity)(random.Next(4) == 0 ? random.Next(3) : 0))),
                Check("data", CheckClass.Data, Validity.Valid),
            ];
            Validity[] data = [.. checks.Where(c => c.Class == CheckClass.Data).Select(c => c.Result)];
            var expected = data.Contains(Validity.Invalid) ? VerdictKind.Inconsistent
                : data.Contains(Validity.Unknown) ? VerdictKind.Undetermined
                : VerdictKind.Consistent;

            random.Shuffle(checks);
            var verdict = Verdict.Of(checks);

            Assert.Equal(expected, verdict.Kind);
            Assert.Equal(checks.All(c => c.Class == CheckClass.Data || c.Result == Validity.Valid), verdict.RulesHold);
            Assert.Equal(checks, verdict.Checks);
            Assert.All(checks.Where(c => c.Result != Validity.Valid), c => Assert.Contains($"{c.Name} reason", verdict.Reasons));
        }
    }

    [Fact]
    public void A_run_that_left_nothing_to_judge_is_undetermined_in_every_check_for_one_reason()
    {
        var verdict = Verdict.Unjudged("It left nothing.");

        Assert.Equal(VerdictKind.Undetermined, verdict.Kind);
        Assert.Equal(["It left nothing."], verdict.Reasons);
        Assert.Equal(CheckList.All.Select(c => c.Name), verdict.Checks.Select(c => c.Name));
        Assert.All(verdict.Checks, c => Assert.Equal(Validity.Unknown, c.Result));
    }

    private static CheckResult Check(string name, CheckClass ofClass, Validity result) =>
        new(name, ofClass, "It holds.", result) { Reasons = [$"{name} reason"] };

    private static AuditResult Audit(int unresolved, params Anomaly[] anomalies) =>
        new(anomalies, [], [], Transactions: 50, Attempts: 100, unresolved, Applied: 40);
}
