namespace Faultline.Recovery;

/// <summary>The operations of one path that were intended for some slots.</summary>
/// <param name="Ended">All of them.</param>
/// <param name="Served">Those that ended ok, or were refused as is usual.</param>
/// <param name="Refused">Those that were refused as is not usual.</param>
/// <param name="Latencies">Latencies of those that ended ok.</param>
internal sealed record PathSlot(double Ended, double Served, double Refused, LatencySketch Latencies)
{
    /// <summary>Operations that neither ended ok nor were refused as usual.</summary>
    public double Hurt => Ended - Served;

    /// <summary>The sum over slots.</summary>
    public static PathSlot Sum(IEnumerable<PathSlot> slots)
    {
        var (ended, served, refused, latencies) = (0.0, 0.0, 0.0, new LatencySketch());
        foreach (var slot in slots)
        {
            ended += slot.Ended;
            served += slot.Served;
            refused += slot.Refused;
            latencies.Add(slot.Latencies);
        }

        return new(ended, served, refused, latencies);
    }

    /// <summary>Each slot before <paramref name="end"/> of the kinds that make up the path.</summary>
    public static PathSlot[] Each(int end, IReadOnlyList<KindSlots> kinds, UsualAnswers usual)
    {
        var (served, refused) = (new double[end], new double[end]);
        foreach (var kind in kinds)
        {
            for (var slot = 0; slot < end; slot++) served[slot] += kind.Ok(slot);
            foreach (var (answer, slots) in kind.Classes)
            {
                if (!answer.CanBeRefusal) continue;

                foreach (var (slot, count, share) in UsualShares(end, kind, answer, slots, usual))
                {
                    served[slot] += share * count;
                    refused[slot] += (1 - share) * count;
                }
            }
        }

        return [.. Enumerable.Range(0, end).Select(slot => Of(slot, kinds, served[slot], refused[slot]))];
    }

    /// <summary>Which share of the answers of a class is usual in each slot, as it is in the slot's whole second.</summary>
    public static IEnumerable<(int Slot, int Count, double Share)> UsualShares(
        int end, KindSlots kind, AnswerClass answer, AnswerSlots slots, UsualAnswers usual)
    {
        foreach (var second in slots.Seconds)
        {
            var share = Math.Min(1, usual.Most(answer, second, kind.EndedIn(second)) / slots.InSecond(second));
            for (var slot = second * Slot.PerSecond; slot < Math.Min(end, (second + 1) * Slot.PerSecond); slot++)
                if (slots.Count(slot) is > 0 and var count) yield return (slot, count, share);
        }
    }

    private static PathSlot Of(int slot, IReadOnlyList<KindSlots> kinds, double served, double refused)
    {
        var (ended, latencies) = (0.0, new LatencySketch());
        foreach (var kind in kinds)
        {
            ended += kind.Ended(slot);
            if (kind.Latencies(slot) is { } some) latencies.Add(some);
        }

        return new(ended, served, refused, latencies);
    }
}
