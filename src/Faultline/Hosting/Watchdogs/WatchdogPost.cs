using Faultline.Hosting.Machine;
using Faultline.Hosting.State;

namespace Faultline.Hosting.Watchdogs;

/// <summary>What a watchdog itself knows: what it is for, and whom it watches.</summary>
public sealed class WatchdogPost
{
    /// <summary>Name of the file that all watchdogs of a state folder write to.</summary>
    public const string LogName = "watchdog.log";

    private readonly WatchdogRecords _records;
    private readonly WatchdogRecord _record;

    private WatchdogPost(WatchdogRecords records, WatchdogRecord record) => (_records, _record) = (records, record);

    /// <summary>What it is for.</summary>
    public WatchdogOrder Order => _record.Order;

    /// <summary>The process that it watches.</summary>
    public int ToolPid => _record.Tool.Pid;

    /// <summary>The post of this process, or null where nobody has started it as a watchdog.</summary>
    /// <param name="state">Where it is on record, if not in <see cref="StateFolder.OfUser"/>.</param>
    /// <exception cref="HostUnavailableException">Its record cannot be read.</exception>
    public static WatchdogPost? OfThisProcess(StateFolder? state = null)
    {
        var records = new WatchdogRecords(state ?? StateFolder.OfUser);
        return records.Read(Environment.ProcessId) is { } record && record.Watchdog == ProcessIdentity.Of(Environment.ProcessId)
            ? new WatchdogPost(records, record)
            : null;
    }

    /// <summary>Returns when the tool has ended, in order or not.</summary>
    public Task ToolEndedAsync(TimeProvider time) => ProcessDeath.WaitAsync(_record.Tool, time);

    /// <summary>Takes itself off the record.</summary>
    public void Leave() => _records.Delete(_record.Watchdog.Pid);
}
