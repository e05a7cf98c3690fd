using Faultline.Hosting.Machine;
using Faultline.Hosting;

namespace Faultline.Tests.Simulation;

/// <summary>A process, from the moment it is made.</summary>
internal sealed class SimulatedProcess(ProcessIdentity identity, SimulatedProgram program, ToolLife maker)
{
    private int _looksLeft = -1;

    public ProcessIdentity Identity => identity;

    public SimulatedProgram Program => program;

    /// <summary>Who holds it back; null once it executes its program.</summary>
    public ToolLife? Holder { get; set; } = maker;

    public InstanceState State { get; set; } = InstanceState.Running;

    /// <summary>When it gives up waiting for a port that another has.</summary>
    public DateTimeOffset GivesUpAt { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>When it answers.</summary>
    public DateTimeOffset ServesFrom { get; set; } = DateTimeOffset.MaxValue;

    public bool IsAlive => State != InstanceState.Exited;

    /// <summary>Another has its port.</summary>
    public void LackPort(DateTimeOffset givesUpAt) => GivesUpAt = givesUpAt;

    /// <summary>It is on its way out, and is seen so many times yet.</summary>
    public void EndAfter(int looks)
    {
        if (looks == 0) State = InstanceState.Exited;
        _looksLeft = looks;
    }

    public InstanceState Look()
    {
        if (_looksLeft > 0 && --_looksLeft == 0) State = InstanceState.Exited;
        return State;
    }
}

/// <summary>What an instance runs, and how that behaves.</summary>
internal sealed class SimulatedProgram(InstanceId id, int port)
{
    public InstanceId Id => id;

    public int Port => port;

    /// <summary>Whether its file is not there.</summary>
    public bool IsMissing { get; set; }

    /// <summary>From its start to its first answer.</summary>
    public TimeSpan WarmUp { get; set; }

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>How long it waits for a port that another has.</summary>
    public TimeSpan Patience { get; set; }

    /// <summary>How often it is still seen after SIGKILL.</summary>
    public int LooksToDie { get; set; }
}
