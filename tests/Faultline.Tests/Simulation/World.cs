using Faultline.Faults;
using Faultline.Hosting.State;
using Faultline.Hosting;

namespace Faultline.Tests.Simulation;

/// <summary>A machine in memory with a system under test on it, over all invocations of the tool.</summary>
internal sealed class World
{
    private readonly List<string> _wrongs = [];
    private readonly UndoJournal _journal;

    /// <summary>A machine with containers, or with processes.</summary>
    public World(bool hasEngine)
    {
        Ledger = new Ledger { Named = Named };
        System = hasEngine ? new SimulatedEngine(Time, Ledger) : new SimulatedProcesses(Disk, Time, Ledger);
        SystemName = hasEngine ? SimulatedEngine.Name : $"process:{SimulatedProcesses.Folder}";
        var peek = new PeekDisk(Disk);
        _journal = UndoJournal.In(new StateFolder(StateRoot, peek).Locate(SystemName), TimeProvider.System, peek);
    }

    /// <summary>Where the tool keeps its state.</summary>
    public static string StateRoot => "/state";

    public SimulatedDisk Disk { get; } = new();

    public SimulatedTime Time { get; } = new();

    public Ledger Ledger { get; }

    public ISimulatedSystem System { get; }

    /// <summary>The name that the tool has for the system.</summary>
    public string SystemName { get; }

    /// <summary>What went wrong, as sentences.</summary>
    public IReadOnlyList<string> Wrongs => _wrongs;

    /// <summary>An invocation of the tool.</summary>
    /// <param name="number">Which.</param>
    /// <param name="crash">How it dies.</param>
    /// <param name="coming">Told of each of its steps before it takes place.</param>
    public ToolLife Begin(int number, Crash? crash, Action<int> coming)
    {
        Time.Horizon = DateTimeOffset.MaxValue;
        ToolLife? life = null;
        return life = new ToolLife(number, crash)
        {
            Coming = step =>
            {
                Time.Tick();
                coming(step);
            },
            Died = c => End(life!, c),
        };
    }

    /// <summary>What the journal names.</summary>
    public IReadOnlyCollection<InstanceId> Named()
    {
        try
        {
            return [.. _journal.Pending().Select(e => e.Instance).Distinct()];
        }
        catch (HostUnavailableException e)
        {
            Wrong(e.Message);
            return [];
        }
    }

    public void Wrong(string sentence)
    {
        if (!_wrongs.Contains(sentence)) _wrongs.Add(sentence);
    }

    private void End(ToolLife life, Crash crash)
    {
        // Before anything is lost: what the ledger is told depends on what the tool believed.
        if (crash.By == Death.Power) System.LosePower();
        System.ToolDied(life);
        Time.ToolDied();
        Disk.ToolDied();
        if (crash.By == Death.Power) Disk.LosePower(new Random(crash.Seed));
    }
}
