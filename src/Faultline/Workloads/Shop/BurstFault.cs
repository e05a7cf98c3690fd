namespace Faultline.Workloads.Shop;

/// <summary>A fault in the midst of the consistency test, for which its checkouts make room.</summary>
/// <param name="After">Checkouts answered, from 1, at which it begins.</param>
/// <param name="Recovery">Time after which what it takes down is started again.</param>
/// <param name="ReadyCap">Longest time to wait from there until it serves.</param>
public sealed record BurstFault(int After, TimeSpan Recovery, TimeSpan ReadyCap);
