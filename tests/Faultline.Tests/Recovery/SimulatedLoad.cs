using System.Runtime.CompilerServices;
using Faultline.Faults;
using Faultline.Histories;
using Faultline.Load.Models;
using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

/// <summary>
/// The history of users of the shop's mix against a service whose outages are known: a closed model with a growing
/// number of users, each of whom waits for its answer, pauses for 1 to 5 s and abandons an order that was not filled.
/// </summary>
internal sealed class SimulatedLoad(int seed)
{
    public const string Order = "order-service";

    private readonly List<Operation> _operations = [];
    public int Users { get; init; } = 200;

    public double SpawnRate { get; init; } = 10;

    public double Seconds { get; init; } = 60;

    /// <summary>What becomes of an operation sent at a time; null: it ends ok.</summary>
    public Func<string, double, Random, Answer?> System { get; init; } = (_, _, _) => null;

    /// <summary>Factor on latencies at a time.</summary>
    public Func<double, double> Slowness { get; init; } = _ => 1;

    /// <summary>The operations in order of completion.</summary>
    public IReadOnlyList<Operation> Run()
    {
        // Each with chance of its own: what a fault does to one user changes nothing that another would have done.
        for (var user = 0; user < Users; user++)
        {
            var random = new Random(seed * 100_003 + user);
            Live(user, user / SpawnRate + random.NextDouble(), random);
        }

        _operations.Sort((a, b) => a.Completed.CompareTo(b.Completed));
        return _operations;
    }

    /// <summary>The figures of faults.</summary>
    public Task<IReadOnlyList<FaultRecovery>> MeasureAsync(params FaultEvent[] faults) => MeasureAsync(Run(), Seconds, faults);

    public static Task<IReadOnlyList<FaultRecovery>> MeasureAsync(IReadOnlyList<Operation> history, double seconds, params FaultEvent[] faults) =>
        RecoveryMeter.MeasureAsync(new ClosedModel(1, 1), Stream(history), faults, Reaches, TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

    /// <summary>A kill that is confirmed at once, with the instance started and ready again.</summary>
    public static FaultEvent Kill(double at, double? healed, double? ready, string service = Order) => new(
        new TriggerCause("time", at, at), "kill", service, $"{service}-1", (healed ?? at) - at, TimeSpan.FromSeconds(at - 0.01),
        TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(at), Time(healed), Time(ready), Delivered: true);

    /// <summary>A system that is down for a stretch: its path answers as given.</summary>
    public static Func<string, double, Random, Answer?> Down(double from, double to, Answer answer, double share = 1, string service = Order) =>
        (kind, at, random) => Reaches(kind, service) && at >= from && at < to && random.NextDouble() < share ? answer : null;

    public static bool Reaches(string kind, string service) => service switch
    {
        Order => kind is not ("find-user" or "find-item"),
        _ => kind is "checkout" or "find-user",
    };

    private static TimeSpan? Time(double? seconds) => seconds is { } s ? TimeSpan.FromSeconds(s) : null;

    private static async IAsyncEnumerable<Operation> Stream(IReadOnlyList<Operation> operations, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var operation in operations) yield return operation;
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Live(int user, double at, Random random)
    {
        while (at < Seconds)
        {
            string[] steps = random.NextDouble() switch
            {
                < 0.6 => ["checkout"],
                < 0.9 => ["create-order", "add-item", "checkout"],
                < 0.95 => ["find-user"],
                _ => ["find-item"],
            };
            foreach (var kind in steps)
            {
                if (at >= Seconds) break;
                var (ok, end) = Ask(user, kind, at, random);
                at = end + 0.00002;
                if (!ok) break;
            }

            at += 1 + 4 * random.NextDouble();
        }
    }

    private (bool Ok, double End) Ask(int user, string kind, double at, Random random)
    {
        // Exponential with a floor: median 12 ms, p99 51 ms.
        var latency = (0.005 - 0.01 * Math.Log(1 - random.NextDouble())) * Slowness(at);
        var answer = System(kind, at, random);
        var end = at + (answer?.After ?? latency);
        _operations.Add(new Operation(
            _operations.Count, kind, "o", user, TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(end),
            answer?.Outcome ?? Outcome.Ok, answer?.Status ?? 200, 2, answer?.Text ?? "", answer?.Instance ?? ""));
        return (answer is null or { Outcome: Outcome.Ok }, end);
    }
}

/// <summary>An answer of a simulated system, after some seconds; null: at its usual latency.</summary>
internal sealed record Answer(Outcome Outcome, int Status, string Text, double? After = null, string Instance = "")
{
    public static readonly Answer BadGateway = new(Outcome.Unknown, 502, "bad gateway", 0.002);

    public static readonly Answer Hang = new(Outcome.Unknown, 0, "timed out after 10 s", 10);

    public static readonly Answer Paid = new(Outcome.Failed, 400, "order 17 is paid already");

    public static readonly Answer SoldOut = new(Outcome.Failed, 400, "out of stock: item 17");

    public static readonly Answer RequestsError = new(Outcome.Failed, 400, "Requests error", 0.01);
}
