using Faultline.Hosting;

namespace Faultline.Tests.Simulation;

/// <summary>Which instances the tool owes to whoever let it at the system, and which it must leave alone.</summary>
internal sealed class Ledger
{
    private readonly HashSet<InstanceId> _owed = [];
    private readonly HashSet<InstanceId> _noted = [];
    private readonly HashSet<InstanceId> _leftAlone = [];
    private readonly HashSet<InstanceId> _proved = [];
    private readonly HashSet<InstanceId> _unready = [];
    private readonly HashSet<InstanceId> _takenDown = [];

    /// <summary>Instances that must run, or be named by the journal.</summary>
    public IReadOnlyCollection<InstanceId> Owed => _owed;

    /// <summary>Instances that did not run and that nobody asked for.</summary>
    public IReadOnlyCollection<InstanceId> LeftAlone => _leftAlone;

    /// <summary>What the journal names, as it stands.</summary>
    public Func<IReadOnlyCollection<InstanceId>> Named { get; init; } = () => [];

    /// <summary>What the tool takes down now is meant to stay down.</summary>
    public bool OnPurpose { get; set; }

    /// <summary>An instance as the first invocation finds it.</summary>
    public void Found(InstanceId id, bool isUp) => (isUp ? _owed : _leftAlone).Add(id);

    /// <summary>A person asks for it to run.</summary>
    public void AskedFor(InstanceId id) => _leftAlone.Remove(id);

    /// <summary>The tool has started it, or somebody else has.</summary>
    public void CameUp(InstanceId id) => _owed.Add(id);

    /// <summary>The tool asked whether it serves.</summary>
    public void Checked(InstanceId id, bool isReady)
    {
        (isReady ? _proved : _unready).Add(id);
        (isReady ? _unready : _proved).Remove(id);
        if (isReady) _takenDown.Remove(id);
    }

    /// <summary>The tool saw it running: where it did not serve before either, that is all the proof there is.</summary>
    public void SeenRunning(InstanceId id)
    {
        if (_unready.Contains(id)) _proved.Add(id);
    }

    /// <summary>The tool took it down.</summary>
    public void TakenDownByTool(InstanceId id)
    {
        _proved.Remove(id);
        _takenDown.Add(id);
        if (OnPurpose) _owed.Remove(id);
    }

    /// <summary>
    /// Something else took it down: that is the tool's to mend only where its run has noted that it ran, or where it had taken
    /// it down itself, and until it has the proof on which it strikes it off.
    /// </summary>
    public void TakenDownByOthers(InstanceId id)
    {
        var isPromised = _noted.Contains(id) || _takenDown.Contains(id);
        if (!isPromised || _proved.Contains(id) || !Named().Contains(id)) _owed.Remove(id);
    }

    /// <summary>The tool was told that what runs is on disk.</summary>
    public void Noted()
    {
        _noted.UnionWith(Named());
        _proved.Clear();
    }

    /// <summary>What one invocation saw is no proof to the next.</summary>
    public void LifeIsOver() => _proved.Clear();

    /// <summary>
    /// The power is lost: owed is what the tool had down, and what of all that ran it had been told was noted on the disk.
    /// </summary>
    public void PowerLost(IReadOnlyCollection<InstanceId> running)
    {
        var named = Named();
        foreach (var id in running)
            if (!_noted.Contains(id) || !named.Contains(id)) _owed.Remove(id);
    }

    /// <summary>What a finished run noted counts no more.</summary>
    public void RunIsOver() => _noted.IntersectWith(Named());
}
