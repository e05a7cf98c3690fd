using Faultline.Configuration;
using Faultline.Faults.Actions;
using Faultline.Faults.Triggers;

namespace Faultline.Faults;

/// <summary>A fault of a plan: when, what, to whom, and for how long.</summary>
/// <param name="Trigger">When it is due.</param>
/// <param name="Action">What is done.</param>
/// <param name="Target">What it is done to.</param>
/// <param name="Duration">Seconds until it is undone; 0: after the load.</param>
public sealed record FaultRule(Trigger Trigger, IFaultAction Action, FaultTarget Target, double Duration)
{
    /// <summary>Where the rule stands in its file, or null.</summary>
    internal ConfigPlace? Place { get; init; }

    /// <summary>The event of one service before anything happened to it.</summary>
    internal FaultEvent PlannedFor(string service, double value = 0) =>
        new(new TriggerCause(Trigger.Name, Trigger.Threshold, value), Action.Name, service, Instance: null, Duration);
}

/// <summary>What a fault is done to: so many running instances of each service.</summary>
/// <param name="Services">Names of the services.</param>
/// <param name="Count">How many instances of each.</param>
public sealed record FaultTarget(IReadOnlyList<string> Services, int Count)
{
    /// <summary>The services in one line.</summary>
    public string Text => string.Join(", ", Services);

    /// <summary>Where each of the services stands in its file; empty where there is none.</summary>
    internal IReadOnlyList<ConfigPlace> ServicePlaces { get; init; } = [];
}
