using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>All that the verdict of a run follows from; kept with the run, so that it can be judged again.</summary>
/// <param name="Books">The accounts before and after, and what was tried on them.</param>
/// <param name="TransactionKind">Kind of the operations that are attempts at transactions.</param>
/// <param name="Windows">When faults stood.</param>
/// <param name="Conditions">How the run went.</param>
internal sealed record JudgedBooks(
    Books Books, string TransactionKind, IReadOnlyList<FaultWindow> Windows, RunConditions Conditions)
{
    /// <summary>What the books prove.</summary>
    /// <exception cref="OperationCanceledException">The audit was stopped.</exception>
    public AuditResult Audit(CancellationToken cancellationToken) =>
        Auditor.Audit(Books, Windows, Conditions.Converged, cancellationToken);

    /// <summary>
    /// The same books with the attempts as a history has them: outcomes and times are the history's alone.
    /// </summary>
    /// <exception cref="InvalidDataException">The history does not hold just the attempts that were judged.</exception>
    public async Task<JudgedBooks> FromHistoryAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        var attempts = new Dictionary<string, List<Attempt>>(StringComparer.Ordinal);
        var (attempted, succeeded) = (0L, 0L);
        await foreach (var operation in history.WithCancellation(cancellationToken))
        {
            if (operation.Kind != TransactionKind) continue;
            attempted++;
            if (operation.Outcome == Outcome.Ok) succeeded++;
            if (!attempts.TryGetValue(operation.Key, out var ofKey)) attempts[operation.Key] = ofKey = [];
            ofKey.Add(new Attempt(operation.Id, operation.Outcome, operation.Sent, operation.Completed));
        }

        var transactions = new Transaction[Books.Transactions.Count];
        for (var t = 0; t < transactions.Length; t++)
        {
            var stored = Books.Transactions[t];
            var found = attempts.GetValueOrDefault(stored.Key) ?? [];
            found.Sort((a, b) => a.Operation.CompareTo(b.Operation));
            // With an attempt missing, what it did would look as if it had come from nowhere.
            if (!found.Select(a => a.Operation).SequenceEqual(stored.Attempts.Select(a => a.Operation)))
                throw new InvalidDataException(
                    $"the history holds {found.Count} attempts at {stored.Name}, and {stored.Attempts.Count} were judged");
            transactions[t] = stored with { Attempts = found };
        }

        if (!Books.ContentIncomplete && attempts.Count > transactions.Length)
            throw new InvalidDataException($"the history holds attempts at {attempts.Count} transactions, and {transactions.Length} were judged");
        return this with
        {
            Books = Books with { Transactions = transactions },
            Conditions = Conditions with { Succeeded = succeeded, Coverage = Conditions.Coverage with { Attempts = attempted } },
        };
    }
}
