namespace Faultline.IntegrationTests.Foreign;

/// <summary>A number that the shop keeps: it decides by the one, and may show another for a while.</summary>
internal sealed class Account(long opening)
{
    private readonly List<(long Due, long Amount, bool Flickers)> _late = [];
    private int _reads;

    /// <summary>What the shop decides by.</summary>
    public long Value { get; private set; } = opening;

    /// <summary>Changes the value.</summary>
    /// <param name="amount">What is added.</param>
    /// <param name="late">How long reads do not show it.</param>
    /// <param name="flickers">Whether every other read shows it all the same.</param>
    public void Move(long amount, TimeSpan late = default, bool flickers = false)
    {
        Value += amount;
        if (late > TimeSpan.Zero)
            _late.Add((TimeProvider.System.GetTimestamp() + (long)(late.TotalSeconds * TimeProvider.System.TimestampFrequency), amount, flickers));
    }

    /// <summary>What a read shows now.</summary>
    public long Show()
    {
        var now = TimeProvider.System.GetTimestamp();
        _late.RemoveAll(l => l.Due <= now);
        var isFresh = ++_reads % 2 == 0;
        return Value - _late.Where(l => !(l.Flickers && isFresh)).Sum(l => l.Amount);
    }
}
