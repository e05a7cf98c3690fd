using Faultline.Faults;
using Faultline.Histories;

namespace Faultline.Recovery;

/// <summary>What one pass over a history keeps: counts by slot, never an operation.</summary>
internal sealed class LoadTally
{
    private readonly Dictionary<string, KindSlots> _kinds = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<FaultEvent> _faults;
    private readonly Func<string, string, bool> _reaches;
    private readonly FirstAnswers[] _firsts;
    private readonly Dictionary<string, bool[]> _onPath = new(StringComparer.Ordinal);

    /// <summary>A tally with an eye on <paramref name="faults"/>.</summary>
    public LoadTally(IReadOnlyList<FaultEvent> faults, Func<string, string, bool> reaches)
    {
        (_faults, _reaches) = (faults, reaches);
        _firsts = [.. faults.Select(fault => new FirstAnswers(fault))];
    }

    /// <summary>The users.</summary>
    public UserSlots Users { get; } = new();

    /// <summary>The first answers after a fault.</summary>
    public FirstAnswers Firsts(int fault) => _firsts[fault];

    /// <summary>The kinds of operations that go through a service.</summary>
    public IReadOnlyList<KindSlots> Path(string service) =>
        [.. _kinds.Values.Where(kind => _reaches(kind.Kind, service))];

    /// <summary>Takes in an operation.</summary>
    public void Add(Operation operation)
    {
        Users.Add(operation);
        if (!_kinds.TryGetValue(operation.Kind, out var kind))
        {
            _kinds.Add(operation.Kind, kind = new KindSlots(operation.Kind));
            _onPath.Add(operation.Kind, [.. _faults.Select(fault => _reaches(operation.Kind, fault.Service))]);
        }

        var answer = kind.Add(operation);
        var onPath = _onPath[operation.Kind];
        for (var i = 0; i < onPath.Length; i++)
            if (onPath[i]) _firsts[i].Add(operation, answer);
    }
}
