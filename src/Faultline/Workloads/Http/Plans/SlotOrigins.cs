using Faultline.Workloads.Http.Model;

namespace Faultline.Workloads.Http.Plans;

/// <summary>Where the variables of operations come from, as the scripts of the users show.</summary>
internal sealed class SlotOrigins
{
    private readonly Dictionary<(string Operation, int Slot), HashSet<string>> _picked = [];
    private readonly HashSet<(string Operation, int Slot)> _made = [];

    /// <summary>Follows the scripts of a model.</summary>
    public SlotOrigins(SystemModel model)
    {
        var operations = model.Operations.ToDictionary(o => o.Name, StringComparer.Ordinal);
        foreach (var script in model.Users.Mix)
        {
            // Null: not picked, but made while the load runs.
            var origins = new Dictionary<int, string?>();
            foreach (var step in script.Steps)
            {
                switch (step)
                {
                    case PickStep pick:
                        origins[pick.Slot] = pick.Entity;
                        break;
                    case DrawStep draw:
                        origins[draw.Slot] = null;
                        break;
                    case NewStep made:
                        origins[made.Slot] = null;
                        break;
                    case CallStep call:
                        foreach (var (slot, entity) in origins) Note(call.Operation, slot, entity);
                        foreach (var capture in operations[call.Operation].Captures) origins[capture.Slot] = null;
                        break;
                }
            }
        }
    }

    /// <summary>Names of the entities that a variable of an operation is picked from; empty where it never is.</summary>
    public IReadOnlySet<string> EntitiesOf(string operation, int slot) =>
        _picked.TryGetValue((operation, slot), out var entities) ? entities : new HashSet<string>();

    /// <summary>Whether a variable of an operation is, in some script, made while the load runs: drawn, new, or out of an answer.</summary>
    public bool IsMade(string operation, int slot) => _made.Contains((operation, slot));

    private void Note(string operation, int slot, string? entity)
    {
        if (entity is null)
        {
            _made.Add((operation, slot));
            return;
        }

        if (!_picked.TryGetValue((operation, slot), out var entities)) _picked[(operation, slot)] = entities = new(StringComparer.Ordinal);
        entities.Add(entity);
    }
}
