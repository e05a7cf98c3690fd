using Faultline.Faults.Actions;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>One instance that a rule takes down, from its choice until it is ready again.</summary>
internal sealed class InstanceFault(FaultEvent planned, IFaultAction action, ServiceInstance target)
{
    private readonly Lock _gate = new();
    private FaultEvent _event = planned with { Instance = target.Id.Value };
    private string? _notDelivered;
    private string? _notUndone;

    /// <summary>What is done.</summary>
    public IFaultAction Action => action;

    /// <summary>What it is done to.</summary>
    public ServiceInstance Target { get; } = target;

    /// <summary>The journal's entry, or null where nothing was done.</summary>
    public UndoEntry? Undo { get; set; }

    /// <summary>Whether no other rule may choose the instance.</summary>
    public bool HoldsInstance { get; set; } = true;

    /// <summary>Whether the host has come back from doing it, with whatever result.</summary>
    public bool HasReturned { get; set; }

    /// <summary>Whether something may be left to undo.</summary>
    public bool IsOpen => Undo is not null && !IsClosed;

    /// <summary>Whether it is undone and verified.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The state of things now.</summary>
    public FaultEvent Event
    {
        get
        {
            lock (_gate) return _event with { Error = _notDelivered ?? _notUndone };
        }
    }

    /// <summary>Moves the event on.</summary>
    public void Change(Func<FaultEvent, FaultEvent> change)
    {
        lock (_gate) _event = change(_event);
    }

    /// <summary>It did not take place as planned.</summary>
    public void NotDelivered(string why)
    {
        lock (_gate) _notDelivered = why;
    }

    /// <summary>Why it is not undone at the moment, or null where nothing stands in the way.</summary>
    public void NotUndone(string? why)
    {
        lock (_gate) _notUndone = why;
    }
}
