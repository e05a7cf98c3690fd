namespace Faultline.Benches.Soak.Plans;

/// <summary>Draws what is done in each round: of one seed and one number always the same.</summary>
/// <param name="seed">The seed.</param>
/// <param name="services">Services of which instances may be killed.</param>
/// <param name="slow">How much longer everything takes than with child processes.</param>
internal sealed class RoundPlanner(int seed, IReadOnlyList<string> services, double slow)
{
    /// <summary>Length of each load, in seconds.</summary>
    public const int Runtime = 5;

    private static readonly (RoundKind, int)[] Kinds = [(RoundKind.Run, 62), (RoundKind.Heal, 14), (RoundKind.Watchdog, 8), (RoundKind.Restart, 10), (RoundKind.Shop, 6)];
    private static readonly (Signal, int)[] Signals = [(Signal.Sigkill, 64), (Signal.Sigint, 12), (Signal.Sigterm, 12), (Signal.Sighup, 12)];

    // With each phase, about how many seconds it lasts.
    private static readonly ((Phase Phase, double Lasts), int)[] Phases =
    [
        ((Phase.Start, 0.4), 6), ((Phase.Preflight, 0.3), 8), ((Phase.Populate, 1.2), 10), ((Phase.Load, Runtime), 42),
        ((Phase.Heal, 1.2), 18), ((Phase.Settle, 5), 8), ((Phase.Report, 1.5), 8),
    ];

    /// <summary>The plan of a round.</summary>
    public RoundPlan Draw(int number)
    {
        var random = new Random(unchecked(seed * 7_919 + number * 104_729));
        var kind = Pick(random, Kinds);
        return kind switch
        {
            RoundKind.Restart => new RoundPlan(number, kind)
            {
                ByHand = Service(random),
                First = Blow(random, Pick(random, Signals), 1.2),
                Further = Several(random, 2, 1.2),
            },
            RoundKind.Shop => new RoundPlan(number, kind)
            {
                First = Blow(random, Pick(random, Signals), 0.5),
                Further = [Blow(random, Pick(random, Signals), 2.5), Blow(random, Signal.Sigkill, 2.5)],
            },
            _ => DrawRun(random, number, kind),
        };
    }

    private RoundPlan DrawRun(Random random, int number, RoundKind kind)
    {
        var (phase, lasts) = kind == RoundKind.Run ? Pick(random, Phases) : (Phase.Load, Runtime);
        // What heals after SIGKILL is put to the test only there.
        var first = Blow(random, kind == RoundKind.Run ? Pick(random, Signals) : Signal.Sigkill, lasts);
        var kills = Enumerable.Range(0, 1 + random.Next(4))
            .Select(_ => new PlannedKill(Service(random), Math.Round(0.2 + random.NextDouble() * 3.8, 1), random.Next(3) == 0 ? 0 : Math.Round(0.5 + random.NextDouble() * 2, 1)))
            .OrderBy(k => k.At)
            .ToArray();
        return new RoundPlan(number, kind)
        {
            Init = random.Next(3) == 0,
            Kills = kills,
            Stray = phase >= Phase.Load && random.Next(4) == 0 ? (Service(random), TimeSpan.FromSeconds(random.NextDouble() * 2)) : null,
            Phase = phase,
            First = first,
            Second = first.Signal != Signal.Sigkill && random.Next(2) == 0 ? Blow(random, Pick(random, Signals), 1.5) : null,
            Further = kind switch
            {
                RoundKind.Heal => Several(random, 3, 1.2),
                RoundKind.Watchdog => [Blow(random, Signal.Sigkill, 1)],
                _ => [],
            },
        };
    }

    private Blow[] Several(Random random, int most, double within) =>
        [.. Enumerable.Range(0, 1 + random.Next(most)).Select(_ => Blow(random, Pick(random, Signals), within))];

    private Blow Blow(Random random, Signal signal, double within) => new(signal, TimeSpan.FromSeconds(random.NextDouble() * within * slow));

    private string Service(Random random) => services[random.Next(services.Count)];

    private static T Pick<T>(Random random, (T Value, int Weight)[] among)
    {
        var left = random.Next(among.Sum(a => a.Weight));
        foreach (var (value, weight) in among)
            if ((left -= weight) < 0) return value;
        throw new InvalidOperationException("nothing to pick from");
    }
}
