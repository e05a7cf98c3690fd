namespace Faultline.Auditing;

/// <summary>The sentences of a verdict.</summary>
internal static class VerdictReasons
{
    /// <summary>One sentence per kind of anomaly.</summary>
    public static IEnumerable<string> Proofs(AuditResult audit) =>
        audit.Anomalies
            .GroupBy(a => a.Kind)
            // What is proved of single transactions says most.
            .OrderBy(g => g.All(a => a.Implicated))
            .ThenByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(Proof);

    /// <summary>Whatever keeps a run without anomalies from being consistent.</summary>
    public static List<string> Limits(AuditResult? audit, RunConditions conditions)
    {
        List<string> limits = [];
        Add(limits, audit is null, $"The books were not audited.");
        Add(limits, audit is { Attempts: 0 }, $"No attempt was judged.");
        Add(limits, conditions.Interrupted is not null, $"The run was interrupted ({conditions.Interrupted}).");
        Add(
            limits,
            conditions is { Interrupted: not null, Converged: true, UnreadableAccounts: 0, OperationsLost: 0, NotHealed: 0 }
                && audit is { Anomalies.Count: 0, Attempts: > 0, Omitted.Count: 0 },
            $"Up to then all balances agree with the answers to {Figures.Count(audit?.Attempts ?? 0, "attempt", "attempts")}.");
        Add(limits, conditions is { Finished: false, Interrupted: null }, $"The run did not come to its planned end.");
        Add(limits, audit is not null && !conditions.Converged, $"The state had not come to rest when the wait for it (--settle-cap) was over, so its balances were not judged.");
        var coverage = conditions.Coverage;
        Add(
            limits,
            coverage.PopulationShare < Coverage.Least,
            $"{coverage.PopulationMade:N0} of {Figures.Count(coverage.PopulationPlanned, "transaction", "transactions")} that were to be tested could be prepared ({coverage.PopulationShare:P1}), {Coverage.Least:P0} are needed.");
        Add(
            limits,
            coverage.AttemptShare < Coverage.Least,
            $"{coverage.Attempts:N0} of {Figures.Count(coverage.AttemptsPlanned, "planned attempt was", "planned attempts were")} made ({coverage.AttemptShare:P1}), {Coverage.Least:P0} are needed.");
        Add(limits, conditions.Succeeded <= 0, $"No attempt succeeded.");
        Add(
            limits,
            conditions.FaultsDelivered < conditions.FaultsPlanned,
            $"{conditions.FaultsDelivered:N0} of {Figures.Count(conditions.FaultsPlanned, "planned fault was", "planned faults were")} delivered.");
        Add(limits, conditions.NotHealed > 0, $"{Figures.Count(conditions.NotHealed, "fault was", "faults were")} not healed.");
        Add(
            limits,
            conditions.OperationsLost > 0,
            $"{Figures.Count(conditions.OperationsLost, "operation was", "operations were")} sent and not recorded.");
        Add(
            limits,
            conditions.UnreadableAccounts > 0,
            $"{Figures.Count(conditions.UnreadableAccounts, "account", "accounts")} could not be read after the load.");
        if (audit is null)
            return limits;
        limits.AddRange(audit.Omitted);
        Add(
            limits,
            !(audit.UnresolvedShare <= conditions.MaxBlindSpot),
            $"The outcomes of {audit.UnresolvedAttempts:N0} of {Figures.Count(audit.Attempts, "attempt", "attempts")} ({audit.UnresolvedShare:P1}) stay unresolved, more than the {conditions.MaxBlindSpot:P1} allowed.");
        return limits;
    }

    /// <summary>What a consistent run rests on.</summary>
    public static List<string> Confirmations(AuditResult audit, RunConditions conditions)
    {
        List<string> reasons = [];
        Add(
            reasons,
            true,
            $"All balances agree with the answers to {Figures.Count(audit.Attempts, "attempt", "attempts")} at {Figures.Count(audit.Transactions, "transaction", "transactions")}, {conditions.Succeeded:N0} of them ok.");
        Add(
            reasons,
            true,
            $"The outcomes of {audit.UnresolvedAttempts:N0} attempts ({audit.UnresolvedShare:P1}) stay unresolved, {conditions.MaxBlindSpot:P1} are allowed.");
        Add(reasons, conditions.FaultsPlanned > 0, $"{conditions.FaultsDelivered:N0} of {Figures.Count(conditions.FaultsPlanned, "planned fault was", "planned faults were")} delivered, and all of them healed.");
        Add(
            reasons,
            audit.Transients.Count > 0,
            $"{Figures.Count(audit.Transients.Count, "finding", "findings")} of the first reading had come right by the last.");
        return reasons;
    }

    private static string Proof(IGrouping<string, Anomaly> kind)
    {
        var example = kind.First();
        var others = kind.Count() == 1 ? "" : Figures.Text($" and {Figures.Count(kind.Count() - 1, "other", "others")}");
        return Figures.Text(
            $"{kind.Key} is proved on {example.Entity}{others}: expected {example.Expected}; found {example.Actual}.");
    }

    private static void Add(List<string> reasons, bool holds, FormattableString sentence)
    {
        if (holds)
            reasons.Add(Figures.Text(sentence));
    }
}
