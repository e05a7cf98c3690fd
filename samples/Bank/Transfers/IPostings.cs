using Samples.Web;

namespace Bank.Transfers;

/// <summary>The bank's way to change balances.</summary>
internal interface IPostings
{
    /// <summary>Adds an amount (negative: takes it), at most once under the key.</summary>
    Task<CallResult> PostAsync(string account, int amount, string key, CancellationToken cancellationToken);

    /// <summary>Undoes what was posted under a key; may be repeated.</summary>
    Task<CallResult> UndoAsync(string account, string key, CancellationToken cancellationToken);
}
