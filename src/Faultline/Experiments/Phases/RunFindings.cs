using Faultline.Auditing;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Recovery;

namespace Faultline.Experiments.Phases;

/// <summary>What the phases of a run have found so far: kept whatever becomes of the rest.</summary>
internal sealed class RunFindings
{
    /// <summary>What was prepared; null before.</summary>
    public IPreparedWorkload? Prepared { get; set; }

    /// <summary>Zero is the start of the load; null before.</summary>
    public RunClock? Clock { get; set; }

    /// <summary>What the engine counted; null before the end of the load.</summary>
    public LoadResult? Load { get; set; }

    /// <summary>Why the run ends before its time; null where it does not.</summary>
    public string? Interrupted { get; set; }

    /// <summary>Operations that were sent and not recorded.</summary>
    public long OperationsLost { get; set; }

    /// <summary>Attempts at transactions as the engine counted them, per kind.</summary>
    public IReadOnlyList<TransactionTotals> Transactions { get; set; } = [];

    /// <summary>The sum of them.</summary>
    public TransactionTotals AllTransactions => TransactionTotals.Sum(Transactions);

    /// <summary>Answers of operations that did not end ok.</summary>
    public IReadOnlyList<FailureSample> Failures { get; set; } = [];

    /// <summary>How the system came through each fault; null until the history was read for it.</summary>
    public IReadOnlyList<FaultRecovery>? Recovery { get; set; }

    /// <summary>The workload after its load; null before.</summary>
    public ILoadedWorkload? Loaded { get; set; }

    /// <summary>How the state came to rest; null before.</summary>
    public Convergence? Convergence { get; set; }

    /// <summary>Figures that the workload tells beside.</summary>
    public WorkloadSection? Section { get; set; }

    /// <summary>What the auditor found; null before.</summary>
    public AuditResult? Audit { get; set; }

    /// <summary>The operations that anomalies name.</summary>
    public IReadOnlyList<Operation> Evidence { get; set; } = [];
}
