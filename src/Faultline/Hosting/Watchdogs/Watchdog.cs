using System.Globalization;
using Faultline.Hosting.Machine;
using Faultline.Hosting.State;

namespace Faultline.Hosting.Watchdogs;

/// <summary>
/// A small process of the tool's own that outlives the tool, and undoes what it left down when it dies by SIGKILL. It has
/// a session of its own and nothing of the tool's open, and is on record before it executes its program. Needs Linux.
/// </summary>
public sealed class Watchdog
{
    private const long LongestLog = 1 << 20;
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    // One heap and no compiling for speed: it waits, and then does a little once.
    private static readonly Dictionary<string, string> SmallRuntime = new()
    {
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_TieredPGO"] = "0",
    };

    private readonly ProcessIdentity _process;
    private readonly WatchdogRecords _records;
    private readonly TimeProvider _time;

    private Watchdog(ProcessIdentity process, WatchdogRecords records, TimeProvider time) => (_process, _records, _time) = (process, records, time);

    /// <summary>Its process.</summary>
    public int Pid => _process.Pid;

    /// <summary>Whether it is still there.</summary>
    public bool Stands => _process.State() == InstanceState.Running;

    /// <summary>Starts one that watches this process.</summary>
    /// <param name="order">What it is for.</param>
    /// <param name="program">The tool's own program, and the arguments that make it a watchdog.</param>
    /// <param name="time">Source of time.</param>
    /// <param name="state">Where it is on record, if not in <see cref="StateFolder.OfUser"/>.</param>
    /// <exception cref="HostUnavailableException">It cannot be started.</exception>
    public static async Task<Watchdog> StartAsync(WatchdogOrder order, IReadOnlyList<string> program, TimeProvider time, StateFolder? state = null)
    {
        state ??= StateFolder.OfUser;
        if (ProcessIdentity.Of(Environment.ProcessId) is not { } tool) throw new HostUnavailableException("a watchdog needs Linux");
        var records = new WatchdogRecords(state);
        try
        {
            state.Disk.CreateFolder(records.Folder);
            var log = Path.Combine(records.Folder, WatchdogPost.LogName);
            if (new FileInfo(log) is { Exists: true, Length: > LongestLog }) state.Disk.Rename(log, log + ".old");
            await using var held = await HeldProcess.PrepareAsync(new ProcessSpec
            {
                Service = "watchdog",
                Instance = string.Create(CultureInfo.InvariantCulture, $"watchdog-{tool.Pid}"),
                FileName = program[0],
                Arguments = [.. program.Skip(1)],
                Environment = new Dictionary<string, string>(SmallRuntime) { [StateFolder.Variable] = state.Root },
                // Not the caller's folder, which may be deleted or unmounted before the watchdog ends.
                WorkingDirectory = state.Root,
                LogFile = log,
            }) ?? throw new HostUnavailableException("it ended as soon as it was started");
            records.Write(new WatchdogRecord(held.Identity, tool, order));
            await held.ReleaseAsync();
            return new Watchdog(held.Identity, records, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw state.Unwritable(e);
        }
    }

    /// <summary>The watchdogs of a system that live.</summary>
    /// <param name="system">Name of the system.</param>
    /// <param name="damaged">Is told of records that cannot be read.</param>
    /// <param name="state">Where they are on record, if not in <see cref="StateFolder.OfUser"/>.</param>
    public static IReadOnlyList<LivingWatchdog> Of(string system, Action<HostUnavailableException> damaged, StateFolder? state = null) =>
    [
        .. new WatchdogRecords(state ?? StateFolder.OfUser).Read(damaged)
            .Where(r => r.Order.Systems.Contains(system) && r.Watchdog.State() != InstanceState.Exited)
            .Select(r => new LivingWatchdog(r.Watchdog.Pid, r.Tool.Pid, r.Tool.State() != InstanceState.Exited, r.Order.Purpose)),
    ];

    /// <summary>Ends it: there is nothing left to watch over.</summary>
    public async Task DismissAsync()
    {
        // In order first, so that the runtime takes its sockets in /tmp along.
        MachineProcesses.Instance.Signal(_process, Signals.Sigterm);
        var begun = _time.GetTimestamp();
        while (_process.State() != InstanceState.Exited)
        {
            if (_time.GetElapsedTime(begun) > EndLimit)
            {
                MachineProcesses.Instance.Signal(_process, Signals.Sigkill);
                break;
            }

            await Task.Delay(Poll, _time);
        }

        try
        {
            _records.Delete(Pid);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The record of a process that is gone tells nobody anything, and goes with the next one's.
        }
    }
}
