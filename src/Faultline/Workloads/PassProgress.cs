using Faultline.Experiments;

namespace Faultline.Workloads;

/// <summary>How far one pass over the state got. Counts from several threads.</summary>
/// <param name="what">Which pass.</param>
/// <param name="observer">Who is told, every few hundred readings; null: nobody.</param>
/// <param name="total">Readings of the pass, as far as they are known yet.</param>
internal sealed class PassProgress(string what, IRunObserver? observer, int total)
{
    private const int Every = 200;
    private int _done;
    private int _total = total;

    /// <summary>The number of readings is known better now.</summary>
    public void Expect(int readings) => _total = readings;

    /// <summary>One more was read.</summary>
    public void Add()
    {
        var done = Interlocked.Increment(ref _done);
        if (done % Every == 0 || done == _total) observer?.Progressed(what, done, Math.Max(done, _total));
    }
}
