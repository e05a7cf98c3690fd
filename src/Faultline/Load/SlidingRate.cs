namespace Faultline.Load;

/// <summary>How much a growing count grew during the last stretch of time. Not safe for several threads.</summary>
internal sealed class SlidingRate(TimeSpan window)
{
    private readonly Queue<(TimeSpan At, long Count)> _samples = new();
    private (TimeSpan At, long Count) _left;

    /// <summary>Growth per second over the window that ends now; earlier than the window's length, since the start.</summary>
    public double At(TimeSpan now, long count)
    {
        _samples.Enqueue((now, count));
        while (_samples.Peek().At <= now - window) _left = _samples.Dequeue();
        return (count - _left.Count) / window.TotalSeconds;
    }
}
