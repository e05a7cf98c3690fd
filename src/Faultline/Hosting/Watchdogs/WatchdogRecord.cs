using Faultline.Hosting.Machine;

namespace Faultline.Hosting.Watchdogs;

/// <summary>What a watchdog is for.</summary>
/// <param name="Purpose">What the tool is at, for people, for example <c>run stress</c>.</param>
/// <param name="Systems">Systems whose journals it looks into when the tool has died, see <see cref="IServiceHost.System"/>.</param>
/// <param name="Demo">Folder of a shop that is to be stopped when the tool has died, or null.</param>
public sealed record WatchdogOrder(string Purpose, IReadOnlyList<string> Systems, string? Demo = null);

/// <summary>A watchdog on record.</summary>
/// <param name="Watchdog">Its process.</param>
/// <param name="Tool">The process that it watches.</param>
/// <param name="Order">What it is for.</param>
internal sealed record WatchdogRecord(ProcessIdentity Watchdog, ProcessIdentity Tool, WatchdogOrder Order);

/// <summary>A watchdog that lives, as others see it.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="ToolPid">The process that it watches.</param>
/// <param name="ToolLives">Whether that still lives; where not, the watchdog is at work.</param>
/// <param name="Purpose">What that process is at.</param>
public sealed record LivingWatchdog(int Pid, int ToolPid, bool ToolLives, string Purpose);
