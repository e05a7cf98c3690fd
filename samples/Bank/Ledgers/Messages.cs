namespace Bank.Ledgers;

/// <summary>An account to be opened.</summary>
internal sealed record NewAccount(long Balance);

/// <summary>An account that was opened.</summary>
internal sealed record OpenedAccount(string Id);

/// <summary>An account as it is read.</summary>
internal sealed record ShownAccount(string Id, long Balance);

/// <summary>What is added to an account; negative: taken.</summary>
internal sealed record NewPosting(int Amount);

/// <summary>Why something was not done.</summary>
internal sealed record Refusal(string Why);
