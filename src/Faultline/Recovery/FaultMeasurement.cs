using System.Globalization;
using Faultline.Faults;
using Faultline.Load.Models;

namespace Faultline.Recovery;

/// <summary>The figures of one fault that took place, from the counts of the whole load.</summary>
/// <param name="model">The law by which users came and began their work.</param>
/// <param name="tally">The counts.</param>
/// <param name="number">The fault's place in the plan.</param>
/// <param name="fault">The fault.</param>
/// <param name="clean">Slots before it in which no other fault stood.</param>
/// <param name="outside">Whether a whole second lies outside of all faults.</param>
/// <param name="loadEnd">When no more operations were begun.</param>
internal sealed class FaultMeasurement(
    ILoadModel model, LoadTally tally, int number, FaultEvent fault, IReadOnlyList<int> clean, IReadOnlyList<bool> outside, TimeSpan loadEnd)
{
    /// <summary>Seconds in the band that make it steady.</summary>
    private const int SteadySeconds = 5;

    // A fall over more seconds than the last of these is found in a part of it.
    private static readonly int[] DipWidths = [1, 2, 4, 8];

    // Of fewer operations, some that fail are no fall of a rate.
    private const int FewestForDip = 10;

    private readonly int _end = Slot.Of(loadEnd);

    /// <summary>
    /// The first slot that a fault touches: a second before it was called for, whose last operations were in flight.
    /// </summary>
    public static int Begin(FaultEvent fault) => Math.Max(0, Slot.Of(fault.CalledAt.GetValueOrDefault()) - Slot.PerSecond);

    private bool CouldBeJudged => fault.ReadyAt is { } ready && Slot.Of(ready) + SteadySeconds * Slot.PerSecond <= _end;

    public FaultRecovery Measure()
    {
        var kinds = tally.Path(fault.Service);
        var usual = new UsualAnswers(clean, outside, kinds);
        var users = Users(kinds, usual);
        var path = PathSlot.Each(_end, kinds, usual);
        var before = Baseline.Of([.. clean.TakeLast(Baseline.Longest)], users, path);

        var firsts = tally.Firsts(number);
        var recovery = FaultRecovery.Of(fault) with
        {
            FirstFailureAt = firsts.Failure(before is null ? null : usual, (kind, second) => kinds.First(k => k.Kind == kind).EndedIn(second)),
            FirstSuccessAt = firsts.Success,
        };
        if (Begin(fault) >= _end) return recovery with { Unmeasured = "Nothing is told of its effect: the load was over before it took place." };
        if (before is null) return recovery with { Unmeasured = WithoutBaseline() };

        var expectation = new Expectation(model, users, before);
        var expected = Enumerable.Range(0, _end).Select(expectation.Served).ToArray();
        var steady = Steady(path, expected, users, new Band(before));
        var until = steady is { } at ? Math.Min(_end, Slot.From(at)) : _end;
        return recovery with
        {
            SteadyAt = steady,
            RequestsLost = Lost(path, expected, before, until),
            RequestsRefused = path[Math.Min(Begin(fault), until)..until].Sum(slot => slot.Refused),
            DipDepth = Dip(path, expected, before, until),
            NeverSteady = steady is null && CouldBeJudged,
            Unmeasured = steady is null ? NotSteady() : null,
        };
    }

    /// <summary>
    /// What the users did, with usual refusals waited for as long as what ends ok: that they take longer, or less long,
    /// changes how much users come to ask for, and is not of the fault.
    /// </summary>
    private UserSum[] Users(IReadOnlyList<KindSlots> kinds, UsualAnswers usual)
    {
        var users = tally.Users.Each(_end);
        foreach (var kind in kinds)
        foreach (var (answer, slots) in kind.Classes)
        {
            var slowness = usual.Slowness(answer);
            if (slowness == 0) continue;

            foreach (var (slot, count, share) in PathSlot.UsualShares(_end, kind, answer, slots, usual))
                users[slot] = users[slot] with { Waiting = users[slot].Waiting - share * count * slowness };
        }

        return users;
    }

    private TimeSpan? Steady(PathSlot[] path, double[] expected, UserSum[] activity, Band band)
    {
        if (fault.ReadyAt is not { } ready) return null;

        for (var first = Slot.Of(ready); first + SteadySeconds * Slot.PerSecond <= _end; first++)
        {
            if (!AllHold(first)) continue;

            var begin = Slot.Begin(first);
            return begin > ready ? begin : ready;
        }

        return null;

        bool AllHold(int first)
        {
            var users = new List<double>();
            for (var from = first; from < first + SteadySeconds * Slot.PerSecond; from += Slot.PerSecond)
            {
                users.Add(activity[from..(from + Slot.PerSecond)].Sum(slot => slot.Present));
                if (!Holds(from, Slot.PerSecond, users[^1])) return false;
            }

            return Holds(first, SteadySeconds * Slot.PerSecond, users.Max());
        }

        bool Holds(int first, int slots, double users)
        {
            var answers = PathSlot.Sum(path[first..(first + slots)]);
            return (answers.Served > 0 || slots == Slot.PerSecond) && band.Holds(answers, Math.Max(0, expected[first..(first + slots)].Sum()), users);
        }
    }

    /// <summary>
    /// The area between what was expected and what was answered. Where chance explains it, the estimate is no better
    /// than what can be counted: operations that were not answered, beyond the share of before.
    /// </summary>
    private double Lost(PathSlot[] path, double[] expected, Baseline before, int until)
    {
        var (wanted, answered, counted) = (0.0, 0.0, 0.0);
        for (var slot = Begin(fault); slot < until; slot++)
        {
            wanted += expected[slot];
            answered += path[slot].Served + path[slot].Refused;
            counted += path[slot].Hurt - path[slot].Refused - before.HurtShare * path[slot].Ended;
        }

        return Math.Max(0, answered < Chance.Least(wanted, before.Served) ? Math.Max(wanted - answered, counted) : counted);
    }

    /// <summary>
    /// The deepest fall over 1, 2, 4 or 8 seconds that chance does not explain: of the number served below what was
    /// expected, or where that is too small to tell, by the share of operations that were not served.
    /// </summary>
    private double Dip(PathSlot[] path, double[] expected, Baseline before, int until)
    {
        var deepest = 0.0;
        foreach (var width in DipWidths.Select(seconds => seconds * Slot.PerSecond))
        {
            for (var first = Begin(fault); first + width <= until; first += Slot.PerSecond)
            {
                var (wanted, ended, served) = (0.0, 0.0, 0.0);
                for (var slot = first; slot < first + width; slot++)
                    (wanted, ended, served) = (wanted + expected[slot], ended + path[slot].Ended, served + path[slot].Served);
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
        string.Create(CultureInfo.InvariantCulture, $"Steady, requests lost and dip are not told: there were no {Baseline.ShortestSeconds} seconds of load before it, free of other faults, to compare with.");

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
