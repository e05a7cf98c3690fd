using Faultline.Histories;

namespace Faultline.Recovery;

/// <summary>The operations of one kind by the slot that they were intended for.</summary>
internal sealed class KindSlots(string kind)
{
    // Texts of a server may all differ; beyond this many they are told apart by their status alone.
    private const int MostClasses = 500;

    private readonly List<Counts?> _slots = [];
    private readonly Dictionary<AnswerClass, AnswerSlots> _classes = [];
    private readonly Dictionary<AnswerClass, AnswerClass> _known = [];

    /// <summary>The kind's name.</summary>
    public string Kind { get; } = kind;

    /// <summary>Classes of answers that were not ok.</summary>
    public IReadOnlyDictionary<AnswerClass, AnswerSlots> Classes => _classes;

    /// <summary>Counts an operation; gives its class, or null where it ended ok.</summary>
    public AnswerClass? Add(Operation operation)
    {
        var at = Slot.Of(operation.Intended);
        while (_slots.Count <= at) _slots.Add(null);
        var slot = _slots[at] ??= new Counts();
        slot.Ended++;
        if (operation.Outcome == Outcome.Ok)
        {
            slot.Ok++;
            slot.OkWaiting += (operation.Completed - operation.Intended).TotalSeconds;
            slot.Latencies.Add(operation.Completed - operation.Sent);
            return null;
        }

        var answer = ClassOf(operation);
        if (!_classes.TryGetValue(answer, out var answers)) _classes.Add(answer, answers = new AnswerSlots());
        answers.Add(at, operation.Completed - operation.Intended);
        return answer;
    }

    /// <summary>Operations intended for a slot.</summary>
    public int Ended(int slot) => At(slot)?.Ended ?? 0;

    /// <summary>Operations intended for a whole second.</summary>
    public int EndedIn(int second) => InSecond(second).Sum(Ended);

    /// <summary>Those that ended ok.</summary>
    public int Ok(int slot) => At(slot)?.Ok ?? 0;

    /// <summary>Those of a whole second that ended ok.</summary>
    public int OkIn(int second) => InSecond(second).Sum(Ok);

    /// <summary>User-seconds that the operations of a second that ended ok were waited for.</summary>
    public double OkWaitingIn(int second) => InSecond(second).Sum(slot => At(slot)?.OkWaiting ?? 0);

    /// <summary>Latencies of those that ended ok; null without any operation.</summary>
    public LatencySketch? Latencies(int slot) => At(slot)?.Latencies;

    private static IEnumerable<int> InSecond(int second) => Enumerable.Range(second * Slot.PerSecond, Slot.PerSecond);

    private AnswerClass ClassOf(Operation operation)
    {
        // Shaping a text costs more than finding it: most answers are the same few.
        var literal = new AnswerClass(operation.Kind, operation.Outcome, operation.Status, operation.Answer);
        if (_known.TryGetValue(literal, out var known)) return known;

        var answer = AnswerClass.Of(operation);
        if (_classes.Count >= MostClasses && !_classes.ContainsKey(answer)) answer = answer with { Text = "(other answers)" };
        if (_known.Count < MostClasses) _known.Add(literal, answer);
        return answer;
    }

    private Counts? At(int slot) => slot < _slots.Count ? _slots[slot] : null;

    private sealed class Counts
    {
        public int Ended { get; set; }

        public int Ok { get; set; }

        public double OkWaiting { get; set; }

        public LatencySketch Latencies { get; } = new();
    }
}
