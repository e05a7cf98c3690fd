namespace Bank;

/// <summary>What one process of the bank does.</summary>
public enum BankRole
{
    /// <summary>Transfers and deposits; what customers call.</summary>
    Bank,

    /// <summary>Accounts and their balances; what the bank calls.</summary>
    Ledger,
}
