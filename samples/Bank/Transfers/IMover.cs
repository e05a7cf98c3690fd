namespace Bank.Transfers;

/// <summary>Carries transfers out.</summary>
internal interface IMover
{
    /// <summary>
    /// Carries a transfer on to its end, from wherever it stands; may be repeated, and by several at once. Still
    /// <see cref="TransferState.Pending"/> where the ledger did not answer.
    /// </summary>
    Task<TransferState> MoveAsync(Transfer transfer, CancellationToken cancellationToken);
}
