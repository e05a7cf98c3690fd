using Faultline.Experiments;

namespace Faultline.Reporting.Runs;

/// <summary>What a <c>run.json</c> tells of its trade.</summary>
/// <param name="Workload">Name of the workload.</param>
/// <param name="Words">What the trade calls things.</param>
/// <param name="Transactions">Totals of the attempts, per kind of transaction.</param>
/// <param name="Section">The workload's own figures, or null.</param>
/// <param name="Variant">Which variant of the system it was, or null.</param>
public sealed record TradeOfRun(
    string Workload, WorkloadWords Words, IReadOnlyList<TransactionTotals> Transactions, WorkloadSection? Section, string? Variant);
