using System.Globalization;

namespace Faultline.Benches.Soak.Plans;

/// <summary>A signal, and when: so long after something.</summary>
internal readonly record struct Blow(Signal Signal, TimeSpan After)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Signal.ToString().ToUpperInvariant()} after {After.TotalSeconds:0.000} s");
}

/// <summary>What the tool is to kill: an instance of a service, so long after the load began, and for how long (0: until its end).</summary>
internal readonly record struct PlannedKill(string Service, double At, double Recovery);

/// <summary>Everything that is drawn for a round.</summary>
internal sealed record RoundPlan(int Number, RoundKind Kind)
{
    /// <summary>Whether the run makes the population once more.</summary>
    public bool Init { get; init; }

    /// <summary>What the run kills.</summary>
    public IReadOnlyList<PlannedKill> Kills { get; init; } = [];

    /// <summary>A service of which an instance is killed by somebody else in the load, and how long after what runs was noted.</summary>
    public (string Service, TimeSpan After)? Stray { get; init; }

    /// <summary>The phase in which the run is struck.</summary>
    public Phase Phase { get; init; }

    /// <summary>What the run, or the owner of the shop, is struck with: so long after the phase began.</summary>
    public required Blow First { get; init; }

    /// <summary>A further one, so long after the first.</summary>
    public Blow? Second { get; init; }

    /// <summary>What attempts at healing, restarting or starting are struck with, so long after their start.</summary>
    public IReadOnlyList<Blow> Further { get; init; } = [];

    /// <summary>The service that is killed and restarted by hand.</summary>
    public string ByHand { get; init; } = "";

    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"round {Number}, {Kind.ToString().ToLowerInvariant()}:");
        if (Kind is RoundKind.Run or RoundKind.Heal or RoundKind.Watchdog)
        {
            text += string.Create(
                CultureInfo.InvariantCulture,
                $" {(Init ? "with" : "without")} --init, kills {string.Join(" ", Kills.Select(k => $"{k.Service}@{k.At:0.0}s/{k.Recovery:0.#}"))}");
            if (Stray is { } stray) text += string.Create(CultureInfo.InvariantCulture, $", {stray.Service} killed by a stranger after {stray.After.TotalSeconds:0.000} s");
            text += $", {First} of {Phase.ToString().ToLowerInvariant()}";
        }
        else
        {
            text += $" {ByHand} {First}";
        }

        if (Second is { } second) text += $", then {second}";
        return Further.Count == 0 ? text : $"{text}; further {string.Join(", ", Further)}";
    }
}
