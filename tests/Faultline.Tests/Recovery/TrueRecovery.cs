using Faultline.Faults;
using Faultline.Histories;
using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

/// <summary>A timeline of which it is known what each fault of it did.</summary>
/// <param name="Faults">The faults, each with the moment at which all is as before.</param>
internal sealed record TrueRecovery(params (FaultEvent Fault, double? Steady)[] Faults)
{
    private const double Seconds = 70;

    /// <summary>What the faults do to an operation; null: nothing.</summary>
    public Func<string, double, Random, Answer?> Outage { get; init; } = (_, _, _) => null;

    /// <summary>How slow the faults make what they leave.</summary>
    public Func<double, double> Slowness { get; init; } = _ => 1;

    /// <summary>What becomes of an operation with and without the faults.</summary>
    public Func<string, double, Random, Answer?> Life { get; init; } = (_, _, _) => null;

    public int Users { get; init; } = 300;

    public double SpawnRate { get; init; } = 60;

    /// <summary>The timelines by name.</summary>
    public static IReadOnlyDictionary<string, TrueRecovery> All { get; } = new Dictionary<string, TrueRecovery>
    {
        ["an outage"] = Down(),
        ["an outage while the load grows"] = Down() with { Users = 600, SpawnRate = 15 },
        ["an outage that answers with refusals"] = Down(Answer.RequestsError),
        ["slow seconds after it"] = new((Kill(15.3, 25.43), 37.37)) { Outage = Gateway(15.3, 25.43), Slowness = at => at is >= 25.43 and < 37.37 ? 15 : 1 },
        ["slow seconds after it, while the load grows"] = new((Kill(15.3, 25.43), 37.37))
        {
            Outage = Gateway(15.3, 25.43), Slowness = at => at is >= 25.43 and < 37.37 ? 15 : 1, Users = 600, SpawnRate = 15,
        },
        ["stock that sells out bit by bit before, during and after it"] = Down() with { Life = SellOut(at => Math.Clamp((at - 8) / 40, 0, 0.8)) },
        ["stock that sells out bit by bit from the middle of it"] = Down() with { Life = SellOut(at => Math.Clamp((at - 20) / 20, 0, 0.8)) },
        ["stock that is gone at once in the middle of it"] = Down() with { Life = SellOut(at => at < 20 ? 0 : 1) },
        ["stock that is gone at once after it"] = Down() with { Life = SellOut(at => at < 31.7 ? 0 : 0.6) },
        ["stock that sells out, refused slowly"] = Down() with { Life = SellOut(at => at < 20 ? 0 : 0.7, after: 0.4) },
        ["half of the load, while stock sells out"] = new((Kill(15.3, 25.43), 25.43))
        {
            Outage = SimulatedLoad.Down(15.3, 25.43, Answer.BadGateway, share: 0.5), Life = SellOut(at => Math.Clamp((at - 12) / 20, 0, 0.7)),
        },
        ["no effect, while stock sells out"] = new((Kill(15.3, 25.43), 25.43)) { Life = SellOut(at => at < 20 ? 0 : 0.7) },
        ["two faults that overlap"] = new((Kill(15.3, 30.21), 37.86), (Kill(22.4, 37.86, Payment), 37.86))
        {
            Outage = (kind, at, random) => Gateway(15.3, 30.21)(kind, at, random) ?? SimulatedLoad.Down(22.4, 37.86, Answer.BadGateway, service: Payment)(kind, at, random),
        },
        ["two faults after each other"] = new((Kill(15.3, 22.12), 22.12), (Kill(32.4, 39.86, Payment), 39.86))
        {
            Outage = (kind, at, random) => Gateway(15.3, 22.12)(kind, at, random) ?? SimulatedLoad.Down(32.4, 39.86, Answer.BadGateway, service: Payment)(kind, at, random),
        },
        ["no load before it"] = new((Kill(1.3, 9.43), null)) { Outage = Gateway(1.3, 9.43) },
    };

    private const string Payment = "payment-service";

    /// <summary>The operations of a timeline.</summary>
    public IReadOnlyList<Operation> Run(int seed) => new SimulatedLoad(seed)
    {
        Users = Users, SpawnRate = SpawnRate, Seconds = Seconds, Slowness = Slowness,
        System = (kind, at, random) => Outage(kind, at, random) ?? Life(kind, at, random),
    }.Run();

    /// <summary>The operations of the same users where nothing was killed.</summary>
    public IReadOnlyList<Operation> RunWithoutFaults(int seed) => (this with { Outage = (_, _, _) => null, Slowness = _ => 1 }).Run(seed);

    public Task<IReadOnlyList<FaultRecovery>> MeasureAsync(IReadOnlyList<Operation> history) =>
        SimulatedLoad.MeasureAsync(history, Seconds, [.. Faults.Select(f => f.Fault)]);

    private static TrueRecovery Down(Answer? answer = null) =>
        new((Kill(15.3, 25.43), 25.43)) { Outage = SimulatedLoad.Down(15.3, 25.43, answer ?? Answer.BadGateway) };

    private static Func<string, double, Random, Answer?> Gateway(double from, double to) => SimulatedLoad.Down(from, to, Answer.BadGateway);

    private static Func<string, double, Random, Answer?> SellOut(Func<double, double> share, double? after = null) =>
        (kind, at, random) => kind == "checkout" && random.NextDouble() < share(at) ? Answer.SoldOut with { After = after } : null;

    // Confirmed late: what counts is the death.
    private static FaultEvent Kill(double at, double ready, string service = SimulatedLoad.Order) =>
        SimulatedLoad.Kill(at, ready - 1, ready, service) with { InjectedAt = TimeSpan.FromSeconds(at + 0.7), DiedAt = TimeSpan.FromSeconds(at) };
}
