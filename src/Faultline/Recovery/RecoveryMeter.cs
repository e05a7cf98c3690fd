using Faultline.Faults;
using Faultline.Histories;
using Faultline.Load.Models;

namespace Faultline.Recovery;

/// <summary>Measures how a system came through each fault, from the operations of a run.</summary>
internal static class RecoveryMeter
{
    /// <summary>After a fault of which nothing was measured, this time does not count as clean.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(10);

    /// <summary>What is answered so soon after an instance is ready may still be of its fault.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>
    /// One recovery per fault, in their order. Reads the history once, in order of completion, and keeps counts by
    /// slot only: some KB for each kind of operation in each second of the load.
    /// </summary>
    /// <param name="model">The law by which users came and began their work.</param>
    /// <param name="history">Every operation of the run.</param>
    /// <param name="faults">The faults as they stand at the end of the run.</param>
    /// <param name="reaches">Whether operations of a kind go through a service: (kind, service).</param>
    /// <param name="loadEnd">When no more operations were begun, from the start of the load.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<FaultRecovery>> MeasureAsync(
        ILoadModel model,
        IAsyncEnumerable<Operation> history,
        IReadOnlyList<FaultEvent> faults,
        Func<string, string, bool> reaches,
        TimeSpan loadEnd,
        CancellationToken cancellationToken)
    {
        if (faults.All(fault => fault.InjectedAt is null)) return [.. faults.Select(FaultRecovery.Of)];

        var tally = new LoadTally(faults, reaches);
        await foreach (var operation in history.WithCancellation(cancellationToken)) tally.Add(operation);

        var recoveries = faults.Select(FaultRecovery.Of).ToArray();
        var outside = Outside(faults, (int)loadEnd.TotalSeconds);

        // In order of time, since where one is over another may begin its baseline.
        foreach (var i in Enumerable.Range(0, faults.Count).Where(i => faults[i].InjectedAt is not null).OrderBy(i => faults[i].CalledAt))
        {
            var clean = Clean(recoveries, i, loadEnd);
            recoveries[i] = new FaultMeasurement(model, tally, i, recoveries[i].Fault, clean, outside, loadEnd).Measure();
        }

        return [.. recoveries.Select(recovery => recovery with { Overlaps = Overlaps(recovery, recoveries, loadEnd) })];
    }

    /// <summary>Whether each whole second of the load lies outside of all faults.</summary>
    private static bool[] Outside(IReadOnlyList<FaultEvent> faults, int seconds)
    {
        var outside = new bool[seconds];
        Array.Fill(outside, true);
        foreach (var fault in faults.Where(fault => fault.CalledAt is not null))
        {
            var end = fault.ReadyAt is { } ready ? (int)Math.Ceiling((ready + Grace).TotalSeconds) : seconds;
            for (var second = FaultMeasurement.Begin(fault) / Slot.PerSecond; second < Math.Min(seconds, end); second++) outside[second] = false;
        }

        return outside;
    }

    /// <summary>
    /// The slots before a fault in which no other stood. Another stands from a second before it was called for until it
    /// is steady, and where that was not measured, until 10 s after it was ready.
    /// </summary>
    private static List<int> Clean(FaultRecovery[] recoveries, int fault, TimeSpan end)
    {
        var last = FaultMeasurement.Begin(recoveries[fault].Fault);
        var others = recoveries.Where((other, i) => i != fault && other.Fault.CalledAt is not null).ToArray();
        return [.. Enumerable.Range(0, Math.Min(last, Slot.Of(end))).Where(slot => !others.Any(other => StandsIn(other, slot)))];
    }

    private static bool StandsIn(FaultRecovery other, int slot) =>
        slot >= FaultMeasurement.Begin(other.Fault) && Slot.Begin(slot) < End(other);

    private static TimeSpan End(FaultRecovery other)
    {
        if (other.SteadyAt is { } steady) return steady;
        var wasCompared = other.RequestsLost is not null;
        return !wasCompared && other.Fault.ReadyAt is { } ready ? ready + Aftermath : TimeSpan.MaxValue;
    }

    private static IReadOnlyList<string> Overlaps(FaultRecovery one, FaultRecovery[] all, TimeSpan end)
    {
        if (one.Fault.InjectedAt is null) return [];
        return
        [
            .. all.Where(other => other.Fault != one.Fault && other.Fault.InjectedAt is not null)
                .Where(other => Begin(other) < Until(one) && Begin(one) < Until(other))
                .Select(other => other.Fault.Instance ?? other.Fault.Service)
                .Distinct(),
        ];

        // What was in flight when it was called for is of it too.
        static TimeSpan Begin(FaultRecovery recovery) => Slot.Begin(FaultMeasurement.Begin(recovery.Fault));

        TimeSpan Until(FaultRecovery recovery) => recovery.SteadyAt ?? (recovery.RequestsLost is null ? recovery.Fault.ReadyAt : null) ?? end;
    }
}
