using Bank.Transfers;
using Samples.Bugs;
using Samples.Web;

namespace Bank.Bugs;

/// <summary>Sends the second half of a transfer off and takes it for done, while nobody ever delivers it.</summary>
internal sealed class HalfTransfer(IPostings correct) : IPostings
{
    private const int OneIn = 10;

    public Task<CallResult> PostAsync(string account, int amount, string key, CancellationToken cancellationToken) =>
        key.EndsWith(":credit", StringComparison.Ordinal) && Strikes.Hits(key, OneIn) ? Task.FromResult(CallResult.Applied) : correct.PostAsync(account, amount, key, cancellationToken);

    public Task<CallResult> UndoAsync(string account, string key, CancellationToken cancellationToken) => correct.UndoAsync(account, key, cancellationToken);
}
