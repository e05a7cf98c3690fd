namespace Faultline.Benches.Soak.Plans;

/// <summary>How far a run of the tool is, by the lines that it writes.</summary>
internal enum Phase
{
    /// <summary>It has been started and has said nothing.</summary>
    Start,
    Preflight,
    Populate,
    Load,
    Heal,
    Settle,
    Report,
}
