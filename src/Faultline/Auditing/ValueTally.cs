namespace Faultline.Auditing;

/// <summary>
/// Value that accounts which hang together gained, what may have come in or gone out with open transactions, and what
/// wrong transactions and balances that are off may have to do with it.
/// </summary>
internal sealed class ValueTally
{
    private List<Entry>? _values;
    private bool _tooLarge;
    private Int128 _gained;
    private Int128 _least;
    private Int128 _most;

    // With what is told by itself.
    private Int128 _leastOfAll;
    private Int128 _mostOfAll;

    /// <summary>Something of it is not known.</summary>
    public bool Blind { get; set; }

    public bool Broken => !Blind && (_gained < _least || _gained > _most) && (_gained < _leastOfAll || _gained > _mostOfAll);

    /// <summary>The sum is an equation over the transactions that do not conserve, which nothing else shifts.</summary>
    public bool TellsOutside => !Blind && _values is not null && !_tooLarge && _leastOfAll == _least && _mostOfAll == _most;

    /// <summary>Transactions that do not conserve, with the value of one effect of each.</summary>
    public Entry[] Values => [.. _values ?? []];

    public Imbalance Imbalance(int part) => new(part, _gained, _least, _most);

    /// <summary>Adds an open transaction.</summary>
    /// <exception cref="OverflowException">The sum is beyond what can be computed exactly.</exception>
    public void Add(int transaction, Int128 value, Bounds bounds)
    {
        if (value == 0)
            return;
        Int128 one = checked(value * bounds.Lo), other = checked(value * bounds.Hi);
        _least = checked(_least + Int128.Min(one, other));
        _most = checked(_most + Int128.Max(one, other));
        Explain(one, other);
        _tooLarge |= value != (long)value;
        (_values ??= []).Add(new(transaction, (long)value));
    }

    /// <summary>Adds what an account moved by, without what is settled.</summary>
    /// <exception cref="OverflowException">The sum is beyond what can be computed exactly.</exception>
    public void Gain(Int128 value) => _gained = checked(_gained + value);

    /// <summary>Adds what may be due to something that is told by itself.</summary>
    /// <exception cref="OverflowException">The sum is beyond what can be computed exactly.</exception>
    public void Explain(Int128 one, Int128 other)
    {
        _leastOfAll = checked(_leastOfAll + Int128.Min(one, other));
        _mostOfAll = checked(_mostOfAll + Int128.Max(one, other));
    }
}
