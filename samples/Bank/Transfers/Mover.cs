using Samples.Web;

namespace Bank.Transfers;

/// <summary>
/// Takes the money, then gives it. Each half has a key of its own under which the ledger keeps its result, so that whoever
/// repeats a half is answered as before: a transfer has one end, however often it is carried on.
/// </summary>
internal sealed class Mover(IPostings postings, TimeSpan stepDelay, TimeProvider time) : IMover
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(2);

    public async Task<TransferState> MoveAsync(Transfer transfer, CancellationToken cancellationToken)
    {
        var debit = $"{transfer.Id}:debit";
        if (transfer.From is not null)
        {
            var taken = await CallAsync(limit => postings.PostAsync(transfer.From, -transfer.Cents, debit, limit), cancellationToken);
            if (taken == CallResult.Refused) return TransferState.Refused;
            if (taken == CallResult.Unknown) return TransferState.Pending;
            if (stepDelay > TimeSpan.Zero) await Task.Delay(stepDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var given = await CallAsync(limit => postings.PostAsync(transfer.To, transfer.Cents, $"{transfer.Id}:{(transfer.From is null ? "deposit" : "credit")}", limit), cancellationToken);
        if (given == CallResult.Applied) return TransferState.Settled;
        if (given == CallResult.Unknown) return TransferState.Pending;
        if (transfer.From is null) return TransferState.Refused;

        // There is no account to give it to.
        var undone = await CallAsync(limit => postings.UndoAsync(transfer.From, debit, limit), cancellationToken);
        return undone == CallResult.Applied ? TransferState.Refused : TransferState.Pending;
    }

    private async Task<CallResult> CallAsync(Func<CancellationToken, Task<CallResult>> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(CallLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await call(both.Token);
    }
}
