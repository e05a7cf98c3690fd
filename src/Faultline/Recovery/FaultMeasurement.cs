using System.Globalization;
using Faultline.Faults;

namespace Faultline.Recovery;

/// <summary>The figures of one fault that took place, from the counts of the whole load.</summary>
/// <param name="tally">The counts.</param>
/// <param name="number">The fault's place in the plan.</param>
/// <param name="fault">The fault.</param>
/// <param name="clean">Whole seconds before it in which no other fault stood.</param>
/// <param name="loadEnd">When no more operations were begun.</param>
internal sealed class FaultMeasurement(LoadTally tally, int number, FaultEvent fault, IReadOnlyList<int> clean, TimeSpan loadEnd)
{
    /// <summary>Seconds in the band that make it steady.</summary>
    private const int SteadySeconds = 5;

    // A fall over more seconds than the last of these is found in a part of it.
    private static readonly int[] DipWidths = [1, 2, 4, 8];

    // Of fewer operations, some that fail are no fall of a rate.
    private const int FewestForDip = 10;

    private readonly int _end = (int)loadEnd.TotalSeconds;

    /// <summary>
    /// The first second that a fault touches: the one before it was called for, whose last operations were in flight.
    /// </summary>
    public static int Begin(FaultEvent fault) => Math.Max(0, (int)fault.CalledAt.GetValueOrDefault().TotalSeconds - 1);

    private bool CouldBeJudged => fault.ReadyAt is { } ready && (int)ready.TotalSeconds + SteadySeconds <= _end;

    public FaultRecovery Measure()
    {
        var kinds = tally.Path(fault.Service);
        var usual = new UsualAnswers(clean, kinds);
        var crowd = tally.Crowd.Each(_end);
        var path = Enumerable.Range(0, _end).Select(second => PathSecond.Of(second, kinds, usual)).ToArray();
        var before = Baseline.Of([.. clean.TakeLast(Baseline.Longest)], crowd, path);

        var firsts = tally.Firsts(number);
        var recovery = FaultRecovery.Of(fault) with
        {
            FirstFailureAt = firsts.Failure(before is null ? null : usual, (kind, second) => kinds.First(k => k.Kind == kind).Ended(second)),
            FirstSuccessAt = firsts.Success,
        };
        if (Begin(fault) >= _end) return recovery with { Unmeasured = "Nothing is told of its effect: the load was over before it took place." };
        if (before is null) return recovery with { Unmeasured = WithoutBaseline() };

        var expectation = new Expectation(crowd, before);
        var expected = Enumerable.Range(0, _end).Select(expectation.Served).ToArray();
        var steady = Steady(path, expected, crowd, new Band(before));
        var until = steady is { } at ? Math.Min(_end, (int)Math.Ceiling(at.TotalSeconds)) : _end;
        return recovery with
        {
            SteadyAt = steady,
            RequestsLost = Lost(path, expected, before, until),
            DipDepth = Dip(path, expected, before, until),
            NeverSteady = steady is null && CouldBeJudged,
            Unmeasured = steady is null ? NotSteady() : null,
        };
    }

    private TimeSpan? Steady(PathSecond[] path, double[] expected, CrowdSum[] crowd, Band band)
    {
        if (fault.ReadyAt is not { } ready) return null;

        var good = 0;
        for (var second = (int)ready.TotalSeconds; second < _end; second++)
        {
            good = band.Holds(path[second], expected[second], crowd[second].Present) ? good + 1 : 0;
            var first = second - SteadySeconds + 1;
            if (good < SteadySeconds || !HoldTogether(first)) continue;

            var begin = TimeSpan.FromSeconds(first);
            return begin > ready ? begin : ready;
        }

        return null;

        bool HoldTogether(int first)
        {
            var all = PathSecond.Sum(path.AsSpan(first, SteadySeconds).ToArray());
            var most = Enumerable.Range(first, SteadySeconds).Max(second => crowd[second].Present);
            return all.Served > 0 && band.Holds(all, expected.AsSpan(first, SteadySeconds).ToArray().Sum(), most);
        }
    }

    /// <summary>
    /// The area between what was expected and what was served. Where chance explains it, the estimate is no better than
    /// what can be counted: operations that were not served, beyond the share of before.
    /// </summary>
    private double Lost(PathSecond[] path, double[] expected, Baseline before, int until)
    {
        var (wanted, served, counted) = (0.0, 0.0, 0.0);
        for (var second = Begin(fault); second < until; second++)
        {
            wanted += expected[second];
            served += path[second].Served;
            counted += path[second].Hurt - before.HurtShare * path[second].Ended;
        }

        return Math.Max(0, served < Chance.Least(wanted, before.Served) ? Math.Max(wanted - served, counted) : counted);
    }

    /// <summary>
    /// The deepest fall over 1, 2, 4 or 8 seconds that chance does not explain: of the number served below what was
    /// expected, or where that is too small to tell, by the share of operations that were not served.
    /// </summary>
    private double Dip(PathSecond[] path, double[] expected, Baseline before, int until)
    {
        var deepest = 0.0;
        foreach (var width in DipWidths)
        {
            for (var first = Begin(fault); first + width <= until; first++)
            {
                var (wanted, ended, served) = (0.0, 0.0, 0.0);
                for (var second = first; second < first + width; second++)
                    (wanted, ended, served) = (wanted + expected[second], ended + path[second].Ended, served + path[second].Served);
                var usuallyHurt = before.HurtShare * ended;
                if (served < Chance.Least(wanted, before.Served, Chance.RareAmongMany))
                    deepest = Math.Max(deepest, 1 - served / wanted);
                else if (ended >= FewestForDip && ended - served > Chance.Most(usuallyHurt, Chance.RareAmongMany) + 1)
                    deepest = Math.Max(deepest, (ended - served - usuallyHurt) / ended);
            }
        }

        return deepest;
    }

    private static string WithoutBaseline() =>
        string.Create(CultureInfo.InvariantCulture, $"Steady, requests lost and dip are not told: there were no {Baseline.Shortest} seconds of load before it, free of other faults, to compare with.");

    private string NotSteady()
    {
        if (fault.ReadyAt is not { } ready || ready >= loadEnd)
            return "Steady is not told: the instance was not ready again while the load ran.";

        var left = (loadEnd - ready).TotalSeconds;
        return CouldBeJudged
            ? string.Create(CultureInfo.InvariantCulture, $"Not steady when the load ended, {left:0.0} s after the instance was ready.")
            : string.Create(CultureInfo.InvariantCulture, $"Steady is not told: the load ended {left:0.0} s after the instance was ready, before {SteadySeconds} seconds could be judged.");
    }
}
