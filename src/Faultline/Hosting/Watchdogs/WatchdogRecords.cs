using System.Globalization;
using System.Text.Json;
using Faultline.Hosting.Machine;
using Faultline.Hosting.State;
using Faultline.Storage;

namespace Faultline.Hosting.Watchdogs;

/// <summary>The watchdogs of a state folder on disk, one file each, named by its pid.</summary>
internal sealed class WatchdogRecords(StateFolder state)
{
    private const string Ending = ".json";

    /// <summary>Where they are kept, and their log.</summary>
    public string Folder { get; } = Path.Combine(state.Root, "watchdogs");

    /// <summary>Writes a record down, and forgets those of watchdogs that have died.</summary>
    public void Write(WatchdogRecord record)
    {
        AtomicFile.Sweep(state.Disk, Folder, ProcessIdentity.IsTaken);
        foreach (var dead in Read(_ => { }).Where(r => r.Watchdog.State() == InstanceState.Exited)) Delete(dead.Watchdog.Pid);
        AtomicFile.Write(state.Disk, FileOf(record.Watchdog.Pid), JsonSerializer.Serialize(record));
    }

    /// <summary>The record of a watchdog by its pid, or null.</summary>
    /// <exception cref="HostUnavailableException">It cannot be read.</exception>
    public WatchdogRecord? Read(int pid) => Read(FileOf(pid));

    /// <summary>All records, also those of watchdogs that have died.</summary>
    /// <param name="damaged">Is told of those that cannot be read.</param>
    public IReadOnlyList<WatchdogRecord> Read(Action<HostUnavailableException> damaged)
    {
        var records = new List<WatchdogRecord>();
        foreach (var file in state.Disk.Files(Folder).Where(f => f.EndsWith(Ending, StringComparison.Ordinal)))
        {
            try
            {
                if (Read(file) is { } record) records.Add(record);
            }
            catch (HostUnavailableException e)
            {
                damaged(e);
            }
        }

        return records;
    }

    public void Delete(int pid) => state.Disk.Delete(FileOf(pid));

    private WatchdogRecord? Read(string file)
    {
        try
        {
            return state.Disk.Read(file) is { } content
                ? JsonSerializer.Deserialize<WatchdogRecord>(content) is { Watchdog.Pid: > 0, Tool.Pid: > 0, Order: { Purpose: not null, Systems: not null } } record
                    ? record
                    : throw new JsonException("it names no watchdog")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new HostUnavailableException(
                $"the record {file} cannot be read ({e.Message.TrimEnd('.')}), so whether a watchdog is there is not known", "Next: delete the file", e);
        }
    }

    private string FileOf(int pid) => Path.Combine(Folder, pid.ToString(CultureInfo.InvariantCulture) + Ending);
}
