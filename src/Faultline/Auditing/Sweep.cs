namespace Faultline.Auditing;

/// <summary>The balances as one reading after the load showed them; those of accounts that are left out count as not read.</summary>
internal sealed class Sweep
{
    private readonly Ledger _ledger;
    private readonly long[] _moved;
    private readonly Reading[] _readings;
    private readonly Func<Account, long?> _balance;

    // Balances so far apart that their difference is no long.
    private readonly Dictionary<int, Int128> _far = [];

    private Sweep(Ledger ledger, Func<Account, long?> balance)
    {
        (_ledger, _balance) = (ledger, balance);
        _moved = new long[ledger.AccountCount];
        _readings = new Reading[_moved.Length];
        for (var a = 0; a < _moved.Length; a++)
        {
            var account = ledger.Account(a);
            if (ledger.LeftOut(a) || balance(account) is not { } closing)
                continue;
            _readings[a] = closing < ledger.Floor(a) ? Reading.BelowFloor : Reading.Known;
            var moved = unchecked(closing - account.Opening);
            _moved[a] = ledger.IsFlag(a) ? closing : moved;
            if (!ledger.IsFlag(a) && closing < account.Opening != moved < 0)
                _far.Add(a, (Int128)closing - account.Opening);
        }
    }

    public static Sweep First(Ledger ledger) => new(ledger, static a => a.FirstClosing);

    public static Sweep Last(Ledger ledger) => new(ledger, static a => a.Closing);

    /// <summary>What the reading showed of an account; null where it could not.</summary>
    public long? Balance(Account account) => _balance(account);

    public bool Known(int account) => _readings[account] != Reading.None;

    /// <summary>The balance was read and is below its floor.</summary>
    public bool BelowFloor(int account) => _readings[account] == Reading.BelowFloor;

    public long Closing(int account) => _balance(_ledger.Account(account)) ?? 0;

    /// <summary>The value of a flag.</summary>
    public long Flag(int account) => _moved[account];

    /// <summary>Closing less opening balance of what is no flag, exactly; 0 where it could not be read.</summary>
    public Int128 Moved(int account) =>
        _far.Count > 0 && _far.TryGetValue(account, out var far) ? far : _moved[account];

    private enum Reading : byte
    {
        None,
        Known,
        BelowFloor,
    }
}
