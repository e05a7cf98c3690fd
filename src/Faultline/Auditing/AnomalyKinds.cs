namespace Faultline.Auditing;

/// <summary>Names of the anomalies that are called the same in every trade.</summary>
public static class AnomalyKinds
{
    /// <summary>An attempt was answered ok and did not happen, or not everywhere.</summary>
    public const string AcknowledgedButLost = "acknowledged-but-lost";

    /// <summary>Every attempt was refused and the transaction happened.</summary>
    public const string RefusedButApplied = "refused-but-applied";

    /// <summary>A transaction happened to some of its accounts only, where its trade has no word of its own for that.</summary>
    public const string PartialTransaction = "partial-transaction";

    /// <summary>The content of a transaction is not what was put into it, where its trade has no word of its own for that.</summary>
    public const string TransactionDamaged = "transaction-damaged";

    /// <summary>An account was given back more than was taken.</summary>
    public const string GivenBackTwice = "given-back-twice";

    /// <summary>An account that one transaction alone touches moved by no multiple of its amount.</summary>
    public const string AmountDrift = "amount-drift";

    /// <summary>Accounts that trade among themselves gained or lost more value together than came in or went out.</summary>
    public const string ConservationBroken = "conservation-broken";

    /// <summary>An account that no attempt touches has changed.</summary>
    public const string UntouchedAccountMoved = "untouched-account-moved";

    /// <summary>A store says of accounts that were there before that there are none.</summary>
    public const string AccountLost = "account-lost";

    /// <summary>Two requests for a new transaction were answered with the same id.</summary>
    public const string IdGivenTwice = "id-given-twice";

    /// <summary>A balance was read that no subset of all attempts, refused ones included, could make.</summary>
    public const string ValueFromNowhere = "value-from-nowhere";
}
