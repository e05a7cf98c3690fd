using Faultline.Histories;
using HdrHistogram;

namespace Faultline.Load;

/// <summary>Operations by outcome, with the latencies of those that were answered. Not safe for several threads.</summary>
internal sealed class OutcomeCounter
{
    private const int Digits = 3;
    private static readonly long Longest = (long)TimeSpan.FromHours(1).TotalMicroseconds;
    private readonly LongHistogram _latencies = new(1, Longest, Digits);

    public long Scheduled { get; set; }

    public long Sent { get; private set; }

    public long Ok { get; private set; }

    public long Failed { get; private set; }

    public long Unknown { get; private set; }

    public long Completed => Ok + Failed + Unknown;

    public void Add(in RecordedOperation operation, bool sent)
    {
        if (sent) Sent++;
        switch (operation.Outcome)
        {
            case Outcome.Ok: Ok++; break;
            case Outcome.Failed: Failed++; break;
            default: Unknown++; break;
        }

        // Only an answer has a latency: how long it took until a time-out is a setting, not a measurement.
        if (operation.Status != 0)
            _latencies.RecordValue(Math.Clamp(operation.CompletedMicroseconds - operation.SentMicroseconds, 1, Longest));
    }

    public void Reset()
    {
        (Scheduled, Sent, Ok, Failed, Unknown) = (0, 0, 0, 0, 0);
        _latencies.Reset();
    }

    public Latency Latency() => _latencies.TotalCount == 0
        ? Histories.Latency.None
        : new Latency(At(50), At(95), At(99), At(99.9), _latencies.GetMaxValue() / 1000.0);

    public RequestTotals Totals(TimeSpan length) => new(
        Scheduled, Sent, Ok, Failed, Unknown, length > TimeSpan.Zero ? Completed / length.TotalSeconds : 0, Latency());

    private double At(double percentile) => _latencies.GetValueAtPercentile(percentile) / 1000.0;
}
