using System.Runtime.InteropServices;
using Faultline.Histories;

namespace Faultline.Load;

/// <summary>The part of a <see cref="Tally"/> that one processor counts in.</summary>
internal sealed class TallyShard(int kinds)
{
    private readonly Lock _gate = new();
    private readonly OutcomeCounts[] _byKind = new OutcomeCounts[kinds];
    private readonly long[] _scheduledByKind = new long[kinds];
    private readonly Latencies?[] _latenciesByKind = new Latencies?[kinds];
    private readonly List<SecondCounts> _seconds = [];
    private readonly Latencies _sinceLastSecond = new();
    private readonly Latencies _lags = new();
    private OutcomeCounts _all;

    /// <summary>Counts an operation that a user wants to start.</summary>
    public void Begin(int kind, TimeSpan intended)
    {
        lock (_gate)
        {
            _scheduledByKind[kind]++;
            At(intended).Scheduled++;
        }
    }

    /// <summary>Counts an operation that has ended, and how long it took if it was sent.</summary>
    public void End(int kind, TimeSpan completed, Outcome outcome, bool answered, TimeSpan? latency)
    {
        lock (_gate)
        {
            var sent = latency is not null;
            _all.Add(outcome, sent, answered);
            _byKind[kind].Add(outcome, sent, answered);
            At(completed).Ended.Add(outcome, sent, answered);
            if (latency is { } took)
            {
                (_latenciesByKind[kind] ??= new Latencies()).Add(took, answered);
                _sinceLastSecond.Add(took, answered);
            }
        }
    }

    /// <summary>Counts how late a user resumed after a wait.</summary>
    public void Resume(TimeSpan lag)
    {
        lock (_gate)
            _lags.Add(lag);
    }

    /// <summary>Adds what ended so far to <paramref name="counts"/>.</summary>
    public void AddTo(ref OutcomeCounts counts)
    {
        lock (_gate)
            counts.Add(_all);
    }

    /// <summary>Adds what is known of a kind.</summary>
    public void AddTo(int kind, ref long scheduled, ref OutcomeCounts counts, Latencies latencies)
    {
        lock (_gate)
        {
            scheduled += _scheduledByKind[kind];
            counts.Add(_byKind[kind]);
            if (_latenciesByKind[kind] is { } known)
                latencies.Add(known);
        }
    }

    /// <summary>Adds the counts of each second.</summary>
    public void AddTo(List<SecondCounts> seconds)
    {
        lock (_gate)
        {
            CollectionsMarshal.SetCount(seconds, Math.Max(seconds.Count, _seconds.Count));
            var sums = CollectionsMarshal.AsSpan(seconds);
            for (var second = 0; second < _seconds.Count; second++)
            {
                sums[second].Scheduled += _seconds[second].Scheduled;
                sums[second].Ended.Add(_seconds[second].Ended);
            }
        }
    }

    /// <summary>Adds the lags of resumed users.</summary>
    public void AddLagsTo(Latencies lags)
    {
        lock (_gate)
            lags.Add(_lags);
    }

    /// <summary>Moves the latencies since the last call to <paramref name="latencies"/>.</summary>
    public void MoveLatestTo(Latencies latencies)
    {
        lock (_gate)
        {
            latencies.Add(_sinceLastSecond);
            _sinceLastSecond.Clear();
        }
    }

    private ref SecondCounts At(TimeSpan time)
    {
        var second = (int)Math.Max(0, time.Ticks / TimeSpan.TicksPerSecond);
        while (_seconds.Count <= second)
            _seconds.Add(default);
        return ref CollectionsMarshal.AsSpan(_seconds)[second];
    }
}
