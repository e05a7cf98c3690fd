using Faultline.Histories;

namespace Faultline.Recovery;

/// <summary>The operations of one kind, by the second for which they were intended.</summary>
internal sealed class KindSeconds(string kind)
{
    // Texts of a server may all differ; beyond this many they are told apart by their status alone.
    private const int MostClasses = 500;

    private readonly List<Second?> _seconds = [];
    private readonly Dictionary<AnswerClass, Dictionary<int, int>> _classes = [];
    private readonly Dictionary<AnswerClass, AnswerClass> _known = [];

    /// <summary>The kind's name.</summary>
    public string Kind { get; } = kind;

    /// <summary>Classes of answers that were not ok, with their counts by second.</summary>
    public IReadOnlyDictionary<AnswerClass, Dictionary<int, int>> Classes => _classes;

    /// <summary>Counts an operation; gives its class, or null where it ended ok.</summary>
    public AnswerClass? Add(Operation operation)
    {
        var at = (int)operation.Intended.TotalSeconds;
        while (_seconds.Count <= at) _seconds.Add(null);
        var second = _seconds[at] ??= new Second();
        second.Ended++;
        if (operation.Outcome == Outcome.Ok)
        {
            second.Ok++;
            second.Latencies.Add(operation.Completed - operation.Sent);
            return null;
        }

        var answer = ClassOf(operation);
        if (!_classes.TryGetValue(answer, out var counts)) _classes.Add(answer, counts = []);
        counts[at] = counts.GetValueOrDefault(at) + 1;
        return answer;
    }

    /// <summary>Operations intended for a second.</summary>
    public int Ended(int second) => At(second)?.Ended ?? 0;

    /// <summary>Those that ended ok.</summary>
    public int Ok(int second) => At(second)?.Ok ?? 0;

    /// <summary>Latencies of those that ended ok; null without any.</summary>
    public LatencySketch? Latencies(int second) => At(second)?.Latencies;

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

    private Second? At(int second) => second < _seconds.Count ? _seconds[second] : null;

    private sealed class Second
    {
        public int Ended { get; set; }

        public int Ok { get; set; }

        public LatencySketch Latencies { get; } = new();
    }
}
