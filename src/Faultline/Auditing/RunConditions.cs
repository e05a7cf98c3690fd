using System.Globalization;

namespace Faultline.Auditing;

/// <summary>How a run went, as far as it decides whether its state may be called consistent.</summary>
public sealed record RunConditions
{
    /// <summary>Whether the run has come to its end.</summary>
    public bool Finished { get; init; }

    /// <summary>Why it ended before its time, or null.</summary>
    public string? Interrupted { get; init; }

    /// <summary>Whether the books stood still.</summary>
    public bool Converged { get; init; }

    /// <summary>Accounts that could not be read.</summary>
    public int UnreadableAccounts { get; init; }

    /// <summary>Attempts that ended ok.</summary>
    public long Succeeded { get; init; }

    /// <summary>Faults that were planned.</summary>
    public int FaultsPlanned { get; init; }

    /// <summary>Faults that took place as planned.</summary>
    public int FaultsDelivered { get; init; }

    /// <summary>Faults that could not be undone.</summary>
    public int NotHealed { get; init; }

    /// <summary>Operations that are missing in the history.</summary>
    public long OperationsLost { get; init; }

    /// <summary>Share of attempts that may stay unresolved, from 0 to 1.</summary>
    public double MaxBlindSpot { get; init; } = 0.05;

    /// <summary>Everything that forbids the verdict consistent, in sentences.</summary>
    internal IReadOnlyList<string> Obstacles(AuditResult? audit)
    {
        var reasons = new List<string>();
        if (Interrupted is not null) reasons.Add($"The run was {Interrupted}.");
        else if (!Finished) reasons.Add("The run has not come to its end.");
        if (audit is null)
        {
            if (reasons.Count == 0) reasons.Add("The books were not judged.");
            return reasons;
        }

        if (!Converged) reasons.Add("The books did not stand still, so their balances prove nothing.");
        if (UnreadableAccounts > 0) reasons.Add(Text($"{UnreadableAccounts} accounts could not be read."));
        if (Succeeded == 0) reasons.Add("No attempt succeeded, so nothing was put to the test.");
        if (FaultsDelivered < FaultsPlanned) reasons.Add(Text($"{FaultsPlanned - FaultsDelivered} of {FaultsPlanned} planned faults were not delivered."));
        if (NotHealed > 0) reasons.Add(Text($"{NotHealed} faults could not be undone."));
        if (OperationsLost > 0) reasons.Add(Text($"{OperationsLost} operations could not be recorded."));
        if (audit.UnresolvedShare > MaxBlindSpot)
            reasons.Add(Text($"{audit.UnresolvedAttempts} of {audit.Attempts} attempts stay unresolved ({audit.UnresolvedShare:P1}, at most {MaxBlindSpot:P1} may)."));
        return reasons;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
