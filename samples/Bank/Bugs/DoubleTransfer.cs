using Bank.Transfers;
using Samples.Bugs;

namespace Bank.Bugs;

/// <summary>Repeats what it has carried out already, under a new key, as a retry does that makes its key anew.</summary>
internal sealed class DoubleTransfer(IMover correct) : IMover
{
    private const int OneIn = 10;

    public async Task<TransferState> MoveAsync(Transfer transfer, CancellationToken cancellationToken)
    {
        var end = await correct.MoveAsync(transfer, cancellationToken);
        if (end != TransferState.Settled || !Strikes.Hits(transfer.Id, OneIn)) return end;

        var again = await correct.MoveAsync(transfer with { Id = $"{transfer.Id}:again" }, cancellationToken);
        return again == TransferState.Pending ? again : end;
    }
}
