using Faultline.Workloads.Http.Model;

namespace Faultline.Workloads.Http.Plans;

/// <summary>Where the variables of operations come from, as the scripts of the users show.</summary>
internal sealed class SlotOrigins
{
    private readonly Dictionary<(string Operation, int Slot), HashSet<string>> _picked = [];
    private readonly HashSet<(string Operation, int Slot)> _made = [];
    private readonly HashSet<(string Operation, int Slot)> _found = [];

    /// <summary>Follows the scripts of a model.</summary>
    public SlotOrigins(SystemModel model)
    {
        var operations = model.Operations.ToDictionary(o => o.Name, StringComparer.Ordinal);
        foreach (var script in model.Users.Mix)
        {
            var origins = new Dictionary<int, Origin>();
            foreach (var step in script.Steps)
            {
                switch (step)
                {
                    case PickStep pick:
                        origins[pick.Slot] = new Origin(pick.Entity, IsMade: false);
                        break;
                    case DrawStep draw:
                        origins[draw.Slot] = Origin.Found;
                        break;
                    case NewStep made:
                        origins[made.Slot] = Origin.Made;
                        break;
                    case CallStep call:
                        foreach (var (slot, origin) in origins) Note(call.Operation, slot, origin);
                        var called = operations[call.Operation];
                        foreach (var capture in called.Captures) origins[capture.Slot] = called.Send.IsRead ? Origin.Found : Origin.Made;
                        break;
                }
            }
        }
    }

    /// <summary>Names of the entities that a variable of an operation is picked from; empty where it never is.</summary>
    public IReadOnlySet<string> EntitiesOf(string operation, int slot) =>
        _picked.TryGetValue((operation, slot), out var entities) ? entities : new HashSet<string>();

    /// <summary>
    /// Whether a variable of an operation is made while the load runs, in every script that does not pick it: new, or out of the
    /// answer to what is no read. Nothing had such a value before.
    /// </summary>
    public bool IsMade(string operation, int slot) => _made.Contains((operation, slot)) && !IsFound(operation, slot);

    /// <summary>Whether a variable of an operation is, in some script, drawn or out of the answer to a read: what has its value may be as old as any.</summary>
    public bool IsFound(string operation, int slot) => _found.Contains((operation, slot));

    private void Note(string operation, int slot, Origin origin)
    {
        if (origin.Entity is not { } entity)
        {
            (origin.IsMade ? _made : _found).Add((operation, slot));
            return;
        }

        if (!_picked.TryGetValue((operation, slot), out var entities)) _picked[(operation, slot)] = entities = new(StringComparer.Ordinal);
        entities.Add(entity);
    }

    /// <summary>Where a variable comes from: an entity that it is picked from, or else whether it is made while the load runs.</summary>
    private readonly record struct Origin(string? Entity, bool IsMade)
    {
        public static Origin Made => new(null, IsMade: true);

        public static Origin Found => new(null, IsMade: false);
    }
}
