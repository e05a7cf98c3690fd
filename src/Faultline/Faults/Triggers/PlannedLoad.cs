namespace Faultline.Faults.Triggers;

/// <summary>The load that a plan is for, as far as it decides which of the triggers fire and when.</summary>
/// <param name="Users">Virtual users at the peak.</param>
/// <param name="Started">Users of them that have started before the load ends.</param>
/// <param name="Runtime">Length of the load: what becomes due as it ends kills nothing that is still under load.</param>
/// <param name="Reached">When the load has so many users; null where it never has.</param>
public sealed record PlannedLoad(int Users, int Started, TimeSpan Runtime, Func<int, TimeSpan?> Reached);
