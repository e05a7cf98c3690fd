using Faultline.Auditing;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Recovery;

namespace Faultline.Experiments;

/// <summary>What the phases of a run have found so far.</summary>
internal sealed class RunFindings
{
    public LoadResult? Load { get; set; }

    /// <summary>Timestamp of the end of the load.</summary>
    public long LoadEnded { get; set; }

    /// <summary>When no more operations were begun, as a time of the run.</summary>
    public TimeSpan NoneBegunAfter { get; set; }

    /// <summary>Time of the run at which services that had stopped by themselves were running again; null where none had.</summary>
    public TimeSpan? RestoredAt { get; set; }

    public bool Healed { get; set; }

    /// <summary>What could not be undone, in sentences.</summary>
    public IReadOnlyList<string> NotHealed { get; set; } = [];

    public long OperationsLost { get; set; }

    /// <summary>Attempts at transactions as the engine counted them, per kind.</summary>
    public IReadOnlyList<TransactionTotals> Transactions { get; set; } = [];

    public TransactionTotals AllTransactions => TransactionTotals.Sum(Transactions);

    public IReadOnlyList<FailureSample> Failures { get; set; } = [];

    /// <summary>How the system came through each fault; null until the history was read for it.</summary>
    public IReadOnlyList<FaultRecovery>? Recovery { get; set; }

    public Convergence? Convergence { get; set; }

    public WorkloadSection? Section { get; set; }

    public AuditResult? Audit { get; set; }

    public IReadOnlyList<Operation> Evidence { get; set; } = [];
}
