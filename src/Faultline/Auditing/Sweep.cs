namespace Faultline.Auditing;

/// <summary>The balances as one sweep after the load read them.</summary>
internal sealed class Sweep
{
    // Far from the ends of a long, so that no broken balance overflows what is computed from it.
    private const long Extreme = long.MaxValue / 4;

    private readonly long[] _closing;
    private readonly long[] _moved;
    private readonly bool[] _known;
    private readonly Func<Account, long?> _balance;

    private Sweep(Account[] accounts, Func<Account, long?> balance)
    {
        _balance = balance;
        _closing = new long[accounts.Length];
        _moved = new long[accounts.Length];
        _known = new bool[accounts.Length];
        for (var a = 0; a < accounts.Length; a++)
        {
            if (balance(accounts[a]) is not { } closing)
                continue;
            _known[a] = true;
            _closing[a] = Math.Clamp(closing, -Extreme, Extreme);
            _moved[a] = _closing[a] - Math.Clamp(accounts[a].Opening, -Extreme, Extreme);
        }
    }

    public static Sweep First(Account[] accounts) => new(accounts, static a => a.FirstClosing);

    public static Sweep Last(Account[] accounts) => new(accounts, static a => a.Closing);

    /// <summary>What the sweep read of an account outside the index.</summary>
    public long? Balance(Account account) => _balance(account);

    public bool Known(int account) => _known[account];

    public long Closing(int account) => _closing[account];

    /// <summary>Closing less opening balance.</summary>
    public long Moved(int account) => _moved[account];
}
