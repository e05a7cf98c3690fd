using System.Globalization;

namespace Faultline.Cli.Terminal;

/// <summary>How far the work of a phase has come, and how long the rest will take if it goes on as it went.</summary>
internal sealed class WorkProgress(TimeProvider time)
{
    // Sooner, the rate is that of the first few.
    private static readonly TimeSpan LeastElapsed = TimeSpan.FromSeconds(2);

    private string _what = "";
    private long _begun;
    private long _doneThen;
    private long _done;
    private long _total;

    /// <summary>Share that is done, from 0 to 1; null where the total is not known or nothing was told yet.</summary>
    public double? Share => _what.Length > 0 && _total > 0 ? Math.Clamp((double)_done / _total, 0, 1) : null;

    /// <summary>Another phase begins.</summary>
    public void Clear() => _what = "";

    /// <summary>Work went on; <paramref name="total"/> 0 where it is not known.</summary>
    public void Set(string what, long done, long total)
    {
        if (what != _what) (_what, _begun, _doneThen) = (what, time.GetTimestamp(), done);
        (_done, _total) = (done, total);
    }

    /// <summary>For example <c>pass 2: 46,500 of 71,467, 40 s left</c>; empty where nothing was told yet.</summary>
    public override string ToString()
    {
        if (_what.Length == 0) return "";
        if (_total <= 0) return string.Create(CultureInfo.InvariantCulture, $"{_what}: {_done:N0}");
        var text = string.Create(CultureInfo.InvariantCulture, $"{_what}: {_done:N0} of {_total:N0}");
        return Left() is { } left ? string.Create(CultureInfo.InvariantCulture, $"{text}, {Text(left)} left") : text;
    }

    private TimeSpan? Left()
    {
        var elapsed = time.GetElapsedTime(_begun);
        var since = _done - _doneThen;
        return since > 0 && _done < _total && elapsed >= LeastElapsed ? elapsed * ((double)(_total - _done) / since) : null;
    }

    private static string Text(TimeSpan left) => left.TotalSeconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Ceiling(left.TotalSeconds)):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{left.TotalMinutes:0} min");
}
