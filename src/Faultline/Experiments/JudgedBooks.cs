using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>All that the verdict of a run follows from; kept with the run, so that it can be judged again.</summary>
/// <param name="Books">The accounts before and after, and what was tried on them.</param>
/// <param name="Windows">When faults stood.</param>
/// <param name="Conditions">How the run went.</param>
internal sealed record JudgedBooks(
    Books Books, IReadOnlyList<FaultWindow> Windows, RunConditions Conditions)
{
    /// <summary>
    /// What the books prove. Where a service is still down, what waits for it has not come to rest, however still it
    /// stands: then only what the answers alone prove counts.
    /// </summary>
    /// <exception cref="OperationCanceledException">The audit was stopped.</exception>
    public AuditResult Audit(CancellationToken cancellationToken) =>
        Auditor.Audit(Books, Windows, Conditions is { Converged: true, NotHealed: 0 }, cancellationToken);

    /// <summary>
    /// The same books with the attempts and reads as a history has them: outcomes, times and what the load read are the
    /// history's alone.
    /// </summary>
    /// <exception cref="InvalidDataException">The history does not hold just the attempts that were judged.</exception>
    public async Task<JudgedBooks> FromHistoryAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        var attempts = Books.Kinds.ToDictionary(
            k => k.Name, _ => new Dictionary<string, List<Attempt>>(StringComparer.Ordinal), StringComparer.Ordinal);
        var reads = Books.Reads.Where(r => r.Operation < 0).ToList();
        var readers = Books.Readers.ToDictionary(r => r.Operation, StringComparer.Ordinal);
        var accounts = readers.Count == 0 ? [] : Books.Accounts.Index().ToDictionary(a => a.Item.Name, a => a.Index, StringComparer.Ordinal);
        var counted = Books.Kinds.ToDictionary(k => k.Name, k => new KindAttempts(k.Name, 0, 0), StringComparer.Ordinal);
        await foreach (var operation in history.WithCancellation(cancellationToken))
        {
            if (operation.Value is { } value && readers.GetValueOrDefault(operation.Kind) is { } reader
                && accounts.TryGetValue(reader.NameOf(operation.Key), out var account))
                reads.Add(new AccountRead(account, value, operation.Sent, operation.Completed, operation.Id));
            if (!attempts.TryGetValue(operation.Kind, out var ofKind)) continue;
            var soFar = counted[operation.Kind];
            counted[operation.Kind] = soFar with { Attempts = soFar.Attempts + 1, Succeeded = soFar.Succeeded + (operation.Outcome == Outcome.Ok ? 1 : 0) };
            if (!ofKind.TryGetValue(operation.Key, out var ofKey)) ofKind[operation.Key] = ofKey = [];
            ofKey.Add(new Attempt(operation.Id, operation.Outcome, operation.Sent, operation.Completed));
        }

        var transactions = new Transaction[Books.Transactions.Count];
        for (var t = 0; t < transactions.Length; t++)
        {
            var stored = Books.Transactions[t];
            var found = attempts[stored.Kind.Name].GetValueOrDefault(stored.Key) ?? [];
            found.Sort((a, b) => a.Operation.CompareTo(b.Operation));
            // With an attempt missing, what it did would look as if it had come from nowhere.
            if (!found.Select(a => a.Operation).SequenceEqual(stored.Attempts.Select(a => a.Operation)))
                throw new InvalidDataException(Difference(stored, found));
            transactions[t] = stored with { Attempts = found };
        }

        var attemptedAt = attempts.Values.Sum(a => a.Count);
        if (!Books.ContentIncomplete && attemptedAt > transactions.Length)
            throw new InvalidDataException($"the history holds attempts at {attemptedAt} transactions, and {transactions.Length} were judged");
        return this with
        {
            Books = Books with { Transactions = transactions, Reads = reads },
            // Where records are missing, what was counted while the load ran knows more than they do.
            Conditions = Conditions.OperationsLost > 0
                ? Conditions
                : Conditions with
                {
                    Succeeded = counted.Values.Sum(k => k.Succeeded),
                    SucceededByKind = Conditions.SucceededByKind is null ? null : [.. Books.Kinds.Select(k => counted[k.Name])],
                    Coverage = Conditions.Coverage with { Attempts = counted.Values.Sum(k => k.Attempts) },
                },
        };
    }

    /// <summary>
    /// Transactions of kinds that conserve value whose postings, at the prices in the books, do not sum to zero: the audit
    /// allows for what they add or take.
    /// </summary>
    public int Unbalanced() => Books.Transactions.Count(t =>
        t is { Kind.Conserves: true, Damage: null, GivenTwice: null }
        && t.Postings.All(p => Books.Accounts[p.Account] is { Weight: not 0 } or { Kind.IsFlag: true })
        && t.Postings.Aggregate(Int128.Zero, (sum, p) => sum + ((Int128)p.Amount * Books.Accounts[p.Account].Weight)) != 0);

    private static string Difference(Transaction stored, List<Attempt> found)
    {
        long[] judged = [.. stored.Attempts.Select(a => a.Operation)], held = [.. found.Select(a => a.Operation)];
        return judged.Except(held).ToArray() is [var missing, ..] ? $"operation {missing}, judged as an attempt at {stored.Name}, is not in the history as one"
            : held.Except(judged).ToArray() is [var other, ..] ? $"operation {other} is an attempt at {stored.Name} in the history and was not judged"
            : $"the attempts at {stored.Name} stand in the books twice or in another order";
    }
}
