using System.Collections.Concurrent;
using Samples.Storage;

namespace Bank.Transfers;

/// <summary>Takes transfers in and sees them through.</summary>
internal sealed class TransferDesk(TransferBook book, IMover mover, TimeProvider time)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(4.5);

    private readonly ConcurrentDictionary<string, bool> _underWay = [];

    /// <summary>Puts a transfer on record and carries it out; what takes too long is answered as pending, and goes on.</summary>
    public async Task<TransferBook.Entry> TakeAsync(Transfer transfer)
    {
        var entry = await book.BeginAsync(transfer);
        if (entry.State != TransferState.Pending || entry.Transfer != transfer) return entry;
        try
        {
            return entry with { State = await FinishAsync(transfer, CancellationToken.None).WaitAsync(AnswerLimit, time) };
        }
        catch (Exception e) when (e is TimeoutException || StoreUnavailableException.Covers(e))
        {
            return entry;
        }
    }

    /// <summary>Whether a request carries the transfer out at this moment.</summary>
    public bool IsUnderWay(string id) => _underWay.ContainsKey(id);

    /// <summary>Carries a transfer that is on record on, and notes its end.</summary>
    public async Task<TransferState> FinishAsync(Transfer transfer, CancellationToken cancellationToken)
    {
        _underWay[transfer.Id] = true;
        try
        {
            var end = await mover.MoveAsync(transfer, cancellationToken);
            if (end != TransferState.Pending) await book.EndAsync(transfer.Id, end);
            return end;
        }
        finally
        {
            _underWay.TryRemove(transfer.Id, out _);
        }
    }
}
