using System.Text.RegularExpressions;
using Faultline.Auditing;
using Faultline.Checking;

namespace Faultline.Tests.Checking;

public sealed partial class CheckListTests
{
    private const string NotAudited = "The books were not audited.";
    private const string NotOver = "The run did not come to its planned end.";

    private static readonly RunConditions Good = new()
    {
        Finished = true,
        Converged = true,
        Succeeded = 90,
        FaultsPlanned = 2,
        FaultsDelivered = 2,
        Coverage = new Coverage(1_000, 960, 200, 190),
    };

    private static readonly AuditResult Audit = new([], [], [], Transactions: 50, Attempts: 100, UnresolvedAttempts: 5, Applied: 40);

    private static readonly AuditResult Proved = Audit with
    {
        Anomalies = [new Anomaly("oversold", "item 3", "not below 0", "-2", [1], 1, Implicated: true, Transient: false, [])],
    };

    /// <summary>Check, how the run went, what the auditor found, result, and its reasons one after the other.</summary>
    public static TheoryData<string, RunConditions, AuditResult?, Validity, string> Answers => new()
    {
        { "attempts-judged", Good, Audit, Validity.Valid, "100 attempts at 50 transactions were judged." },
        { "attempts-judged", Good, null, Validity.Unknown, NotAudited },
        { "attempts-judged", Good, Audit with { Attempts = 0 }, Validity.Unknown, "No attempt was judged." },
        { "run-finished", Good, Audit, Validity.Valid, "" },
        { "run-finished", Good with { Finished = false }, Audit, Validity.Unknown, NotOver },
        { "run-finished", Good with { Interrupted = "Ctrl-C" }, null, Validity.Unknown, "The run was interrupted (Ctrl-C)." },
        { "run-finished", Good with { Interrupted = "Ctrl-C" }, Audit, Validity.Unknown, "The run was interrupted (Ctrl-C). Up to then all balances agree with the answers to 100 attempts." },
        { "run-finished", Good with { Interrupted = "Ctrl-C", NotHealed = 1 }, Audit, Validity.Unknown, "The run was interrupted (Ctrl-C)." },
        { "run-finished", Good with { Interrupted = "Ctrl-C" }, Proved, Validity.Unknown, "The run was interrupted (Ctrl-C)." },
        { "state-at-rest", Good, Audit, Validity.Valid, "" },
        { "state-at-rest", Good, Audit with { Transients = Proved.Anomalies }, Validity.Valid, "1 finding of the first reading had come right by the last." },
        { "state-at-rest", Good with { Converged = false }, null, Validity.Unknown, NotAudited },
        { "state-at-rest", Good with { Converged = false }, Audit, Validity.Unknown, "The state had not come to rest when the wait for it (--settle-cap) was over, so its balances were not judged." },
        { "population-size", Good, Audit, Validity.Valid, "960 of 1,000 transactions that were to be tested could be prepared (96.0 %), 95 % are needed." },
        { "population-size", Good with { Coverage = Coverage.Unplanned }, Audit, Validity.Valid, "" },
        { "population-size", Good with { Coverage = new Coverage(1_000, 949, 0, 0) }, Audit, Validity.Unknown, "949 of 1,000 transactions that were to be tested could be prepared (94.9 %), 95 % are needed." },
        { "population-size", Good with { Finished = false }, null, Validity.Unknown, NotOver },
        { "attempts-made", Good, Audit, Validity.Valid, "190 of 200 planned attempts were made (95.0 %), 95 % are needed." },
        { "attempts-made", Good with { Coverage = Coverage.Unplanned }, Audit, Validity.Valid, "" },
        { "attempts-made", Good with { Coverage = new Coverage(0, 0, 1, 0) }, Audit, Validity.Unknown, "0 of 1 planned attempt was made (0.0 %), 95 % are needed." },
        { "attempts-made", Good with { Finished = false }, null, Validity.Unknown, NotOver },
        { "attempt-succeeded", Good, Audit, Validity.Valid, "90 attempts succeeded." },
        { "attempt-succeeded", Good with { Succeeded = 0 }, Audit, Validity.Unknown, "No attempt succeeded." },
        { "attempt-succeeded", Good with { SucceededByKind = [new("transfer", 50, 40), new("deposit", 50, 50), new("close", 0, 0)] }, Audit, Validity.Valid, "90 attempts succeeded." },
        { "attempt-succeeded", Good with { SucceededByKind = [new("transfer", 50, 0), new("deposit", 90, 90)] }, Audit, Validity.Unknown, "No attempt of kind transfer succeeded." },
        { "attempt-succeeded", Good with { SucceededByKind = [new("transfer", 5, 0), new("deposit", 90, 90), new("close", 1, 0)] }, Audit, Validity.Unknown, "No attempt of kind transfer succeeded. No attempt of kind close succeeded." },
        { "faults-delivered", Good, Audit, Validity.Valid, "2 of 2 planned faults were delivered, and all of them healed." },
        { "faults-delivered", Good with { NotHealed = 1 }, Audit, Validity.Valid, "2 of 2 planned faults were delivered." },
        { "faults-delivered", Good with { FaultsPlanned = 0, FaultsDelivered = 0 }, Audit, Validity.Valid, "" },
        { "faults-delivered", Good with { FaultsPlanned = 1, FaultsDelivered = 0 }, Audit, Validity.Unknown, "0 of 1 planned fault was delivered." },
        { "faults-healed", Good, Audit, Validity.Valid, "" },
        { "faults-healed", Good with { NotHealed = 2 }, Audit, Validity.Unknown, "2 faults were not healed." },
        { "faults-healed", Good with { Finished = false }, null, Validity.Unknown, NotOver },
        { "operations-recorded", Good, Audit, Validity.Valid, "" },
        { "operations-recorded", Good with { OperationsLost = 1 }, Audit, Validity.Unknown, "1 operation was sent and not recorded." },
        { "operations-recorded", Good with { Finished = false }, null, Validity.Unknown, NotOver },
        { "accounts-readable", Good, Audit, Validity.Valid, "" },
        { "accounts-readable", Good with { UnreadableAccounts = 2 }, Audit, Validity.Unknown, "2 accounts could not be read after the load." },
        { "accounts-readable", Good, null, Validity.Unknown, NotAudited },
        { "audit-complete", Good, Audit, Validity.Valid, "" },
        { "audit-complete", Good, Audit with { Omitted = ["One was left out.", "And one more."] }, Validity.Unknown, "One was left out. And one more." },
        { "audit-complete", Good, null, Validity.Unknown, NotAudited },
        { "books", Good, Audit, Validity.Valid, "All balances agree with the answers to 100 attempts at 50 transactions, 90 of them ok." },
        { "books", Good, Proved, Validity.Invalid, "oversold is proved on item 3: expected not below 0; found -2." },
        { "books", new(), Proved, Validity.Invalid, "oversold is proved on item 3: expected not below 0; found -2." },
        { "books", Good, null, Validity.Unknown, NotAudited },
        { "books", Good with { NotHealed = 1, OperationsLost = 1 }, Audit, Validity.Unknown, "1 fault was not healed. 1 operation was sent and not recorded." },
        { "blind-spot", Good, Audit, Validity.Valid, "The outcomes of 5 attempts (5.0 %) stay unresolved, 5.0 % are allowed." },
        { "blind-spot", Good with { MaxBlindSpot = 0.04 }, Audit, Validity.Unknown, "The outcomes of 5 of 100 attempts (5.0 %) stay unresolved, more than the 4.0 % allowed." },
        { "blind-spot", Good with { MaxBlindSpot = double.NaN }, Audit, Validity.Unknown, "The outcomes of 5 of 100 attempts (5.0 %) stay unresolved, more than the NaN allowed." },
        { "blind-spot", Good, null, Validity.Unknown, NotAudited },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void A_check_answers(string name, RunConditions conditions, AuditResult? audit, Validity result, string reasons)
    {
        var check = CheckList.Judge(new CheckedRun(audit, conditions)).Single(c => c.Name == name);

        Assert.Equal((result, reasons), (check.Result, string.Join(' ', check.Reasons)));
        Assert.Equal(result is Validity.Invalid, check.Proofs.Count > 0);
    }

    [Fact]
    public void Every_check_has_a_row_for_each_result_that_it_can_come_to()
    {
        var told = Answers.Select(row => row.Data).ToLookup(d => d.Item1, d => d.Item4);

        Assert.Equal(CheckList.All.Select(c => c.Name).Order(), told.Select(g => g.Key).Order());
        Assert.All(told, check => Assert.Equal(
            check.Key == "books" ? [Validity.Valid, Validity.Unknown, Validity.Invalid] : [Validity.Valid, Validity.Unknown], check.Distinct().Order()));
    }

    [Fact]
    public void Names_are_kebab_case_and_of_one_check_and_meanings_are_sentences()
    {
        Assert.Equal(CheckList.All.Count, CheckList.All.Select(c => c.Name).Distinct().Count());
        Assert.All(CheckList.All, c => Assert.Matches(Kebab(), c.Name));
        Assert.All(CheckList.All, c => Assert.Matches(Sentence(), c.Meaning));
    }

    [Fact]
    public void A_run_goes_through_all_checks_and_what_is_not_known_always_has_a_reason()
    {
        foreach (var (audit, conditions) in Combinations.All)
        {
            var checks = CheckList.Judge(new CheckedRun(audit, conditions));

            Assert.Equal(CheckList.All.Count, checks.Count);
            Assert.True(checks.All(c => c.Result is Validity.Valid || c.Reasons.Count > 0), $"{audit} {conditions}");
        }
    }

    /// <summary>The rules in other words: whatever combination of them does not hold.</summary>
    [Fact]
    public void Consistent_needs_every_condition_and_a_proof_stands_without_any()
    {
        foreach (var (audit, c) in Combinations.All)
        {
            var holds = audit is { Attempts: > 0, Omitted.Count: 0 } && audit.UnresolvedShare <= c.MaxBlindSpot
                && c is { Finished: true, Interrupted: null, Converged: true, UnreadableAccounts: 0, OperationsLost: 0, NotHealed: 0, Succeeded: > 0 }
                && c.FaultsDelivered == c.FaultsPlanned && c.Coverage.Suffices;
            var expected = audit is { Anomalies.Count: > 0 } ? VerdictKind.Inconsistent : holds ? VerdictKind.Consistent : VerdictKind.Undetermined;

            var verdict = Verdict.Judge(audit, c);

            Assert.True(expected == verdict.Kind, $"{expected} expected: {audit} {c}");
            Assert.NotEmpty(verdict.Reasons);
            Assert.Equal(verdict.Reasons.Count, verdict.Reasons.Distinct().Count());
        }
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Kebab();

    [GeneratedRegex(@"^[A-Z].*[^.]\.$")]
    private static partial Regex Sentence();
}
