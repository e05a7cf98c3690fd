namespace Samples.Storage;

/// <summary>Where balances are read.</summary>
internal interface IBalances
{
    /// <summary>An account; null where there is none of that id.</summary>
    Ledger.Account? Find(string id);
}
