namespace Faultline.Recovery;

/// <summary>
/// The operations of one path that were intended for some seconds. Served: ended ok, or refused as is usual.
/// </summary>
internal sealed record PathSecond(double Ended, double Served, LatencySketch Latencies)
{
    /// <summary>Operations that neither ended ok nor were refused as usual.</summary>
    public double Hurt => Ended - Served;

    /// <summary>The sum over seconds.</summary>
    public static PathSecond Sum(IEnumerable<PathSecond> seconds)
    {
        var (ended, served, latencies) = (0.0, 0.0, new LatencySketch());
        foreach (var second in seconds)
        {
            ended += second.Ended;
            served += second.Served;
            latencies.Add(second.Latencies);
        }

        return new(ended, served, latencies);
    }

    /// <summary>One second of the kinds that make up the path.</summary>
    public static PathSecond Of(int second, IEnumerable<KindSeconds> kinds, UsualAnswers usual)
    {
        var (ended, served, latencies) = (0.0, 0.0, new LatencySketch());
        foreach (var kind in kinds)
        {
            var all = kind.Ended(second);
            if (all == 0) continue;
            ended += all;
            served += kind.Ok(second);
            latencies.Add(kind.Latencies(second)!);
            foreach (var (answer, counts) in kind.Classes)
                if (answer.CanBeRefusal && counts.TryGetValue(second, out var count))
                    served += Math.Min(count, usual.Most(answer, second, all));
        }

        return new(ended, served, latencies);
    }
}
