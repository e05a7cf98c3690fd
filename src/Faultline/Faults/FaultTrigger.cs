using System.Globalization;
using Faultline.Configuration;
using Faultline.Histories;

namespace Faultline.Faults;

/// <summary>What a trigger watches.</summary>
public enum TriggerType
{
    /// <summary>Virtual users started so far.</summary>
    Users,

    /// <summary>Seconds since the start of the load.</summary>
    Time,

    /// <summary>Operations completed during the last second.</summary>
    Rps,

    /// <summary>Operations that have ended so far: for a burst, whose length nobody knows. Not a type of <c>kill_config.json</c>.</summary>
    Answered,
}

/// <summary>When which services are killed, and for how long.</summary>
/// <param name="Type">What is watched.</param>
/// <param name="Threshold">The value at which it fires, once: users, seconds, requests per second or answers.</param>
/// <param name="Services">Names of the services.</param>
/// <param name="Count">How many instances of each service.</param>
/// <param name="RecoveryTime">Seconds until they are brought back; 0: after the load.</param>
public sealed record FaultTrigger(
    TriggerType Type,
    double Threshold,
    IReadOnlyList<string> Services,
    int Count,
    double RecoveryTime)
{
    /// <summary>The action of a kill trigger, as events and the journal name it.</summary>
    public const string Kill = "kill";

    /// <summary>Seconds of load before which it does not fire, so that there is something to compare with.</summary>
    public double NotBefore { get; init; }

    /// <summary>
    /// Seconds that must have passed since the trigger before it in the plan fired, so that one recovery is not another's baseline.
    /// </summary>
    public double AfterPrevious { get; init; }

    /// <summary>The type as the configuration writes it.</summary>
    internal string TypeName => NameOf(Type);

    /// <summary>Where the trigger stands in its file, or null.</summary>
    internal ConfigPlace? Place { get; init; }

    /// <summary>Where each of the services stands in its file; empty where there is none.</summary>
    internal IReadOnlyList<ConfigPlace> ServicePlaces { get; init; } = [];

    /// <summary>Name of a type in the configuration.</summary>
    internal static string NameOf(TriggerType type) => type switch
    {
        TriggerType.Users => "users",
        TriggerType.Time => "time",
        TriggerType.Answered => "answered",
        _ => "rps",
    };

    /// <summary>The watched value.</summary>
    internal double ValueIn(LoadSnapshot snapshot) => Type switch
    {
        TriggerType.Users => snapshot.Users,
        TriggerType.Time => snapshot.Elapsed.TotalSeconds,
        TriggerType.Answered => snapshot.Completed,
        _ => snapshot.RequestsPerSecond,
    };

    /// <summary>A value with its unit.</summary>
    internal string Measure(double value) =>
        value.ToString("0.##", CultureInfo.InvariantCulture) + Type switch
        {
            TriggerType.Users => " users",
            TriggerType.Time => " s",
            TriggerType.Answered => " answers",
            _ => " requests/s",
        };

    /// <summary>Whether nothing holds it back at this moment of the load but its threshold.</summary>
    /// <param name="elapsed">Time of the load.</param>
    /// <param name="previous">When the trigger before it fired; null where it did not, or there is none.</param>
    /// <param name="isFirst">Whether there is none.</param>
    internal bool MayFire(TimeSpan elapsed, TimeSpan? previous, bool isFirst) =>
        elapsed.TotalSeconds >= NotBefore
        && (AfterPrevious <= 0 || isFirst || (previous is { } fired && (elapsed - fired).TotalSeconds >= AfterPrevious));

    /// <summary>The event of one service before anything happened to it.</summary>
    internal FaultEvent PlannedFor(string service, double value = 0) =>
        new(new TriggerCause(TypeName, Threshold, value), Kill, service, Instance: null, RecoveryTime);
}
