namespace Faultline.Load;

/// <summary>How much a growing count grew during the last second. In the first second: since the start.</summary>
internal sealed class SlidingRate
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Queue<(TimeSpan At, long Count)> _readings = new();
    private (TimeSpan At, long Count) _before;

    /// <summary>Takes a reading, and gives the growth per second.</summary>
    public double Read(TimeSpan at, long count)
    {
        _readings.Enqueue((at, count));
        while (at - _readings.Peek().At >= Window)
            _before = _readings.Dequeue();
        // Readings do not come exactly a second apart, and a short first window is not blown up to a second.
        var span = at - _before.At;
        return (count - _before.Count) / Math.Max(1, span.TotalSeconds);
    }
}
