namespace Bank.Transfers;

/// <summary>Money that goes from one account to another, or that comes in from outside.</summary>
/// <param name="Id">Chosen by the customer; the same id is the same transfer.</param>
/// <param name="From">Account that it is taken from; null for a deposit.</param>
/// <param name="To">Account that gets it.</param>
/// <param name="Cents">How much; at least 1.</param>
internal sealed record Transfer(string Id, string? From, string To, int Cents);

/// <summary>How far a transfer has come.</summary>
internal enum TransferState
{
    /// <summary>On record; the ledger may have posted none, one or both of its halves.</summary>
    Pending,

    /// <summary>Both halves are posted.</summary>
    Settled,

    /// <summary>No half is posted, and none ever will be.</summary>
    Refused,
}
