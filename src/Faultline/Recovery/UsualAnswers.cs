namespace Faultline.Recovery;

/// <summary>
/// Which answers that are not ok belong to the life of the system, as its seconds without a fault show: orders paid
/// already, stock sold out.
/// </summary>
/// <remarks>
/// A refusal may be seen first after the fault, since stock sells out when it does, so seconds outside of all faults
/// tell of it wherever they lie in the run; but only those in which the path of the fault served something: a system
/// that never comes back answers for ever too. A refusal of a class that was seen there is an answer, up to
/// twice its share before or after. Where nothing follows, it may become more frequent with time, since what refuses a
/// repetition grows with the work that was done: users grow linearly, so their work grows with the square of time. More
/// than that in a second, beyond chance, is the fault's again: else an outage that answers with the text of a rare
/// refusal would be none. What cannot be a refusal (5xx, reset, time-out, no connection) may go on at the share that it had
/// before the fault and not grow. A system that goes on refusing a part of what it is asked once it is back, in words
/// that were not heard before, cannot be told from one whose stock has sold out.
/// </remarks>
internal sealed class UsualAnswers
{
    private const double MarginAllowed = 2;

    private readonly Dictionary<AnswerClass, double> _shares = [];
    private readonly Dictionary<AnswerClass, double> _slowness = [];
    private readonly Dictionary<AnswerClass, double[]> _refusals = [];
    private readonly Dictionary<string, EndedBefore> _ended = [];

    /// <summary>What the load without faults shows.</summary>
    /// <param name="before">Slots before the fault in which no other stood.</param>
    /// <param name="outside">Whether a whole second lies outside of all faults.</param>
    /// <param name="path">The kinds that go through the service of the fault.</param>
    public UsualAnswers(IReadOnlyList<int> before, IReadOnlyList<bool> outside, IReadOnlyList<KindSlots> path)
    {
        int[] evidence = [.. Enumerable.Range(0, outside.Count).Where(second => outside[second] && path.Any(kind => kind.OkIn(second) > 0))];
        foreach (var kind in path)
        {
            var ended = before.Sum(slot => (double)kind.Ended(slot));
            _ended[kind.Kind] = new EndedBefore(kind, evidence, outside.Count);
            foreach (var (answer, slots) in kind.Classes)
            {
                if (answer.CanBeRefusal)
                {
                    _refusals[answer] = Before(evidence, outside.Count, slots.InSecond);
                    _slowness[answer] = Slowness(kind, slots, evidence);
                }
                else if (before.Sum(slots.Count) is > 0 and var seen) _shares[answer] = Chance.Most(seen) / ended;
            }
        }
    }

    /// <summary>How many answers of a class among <paramref name="ended"/> operations of its kind are usual in a second.</summary>
    public double Most(AnswerClass answer, int second, double ended)
    {
        var share = answer.CanBeRefusal ? RefusedShare(answer, second) : _shares.GetValueOrDefault(answer);
        return share == 0 ? 0 : Chance.Most(share * ended, Chance.RareAmongMany) + 1;
    }

    /// <summary>Seconds that a usual refusal is waited for longer than for what ends ok; negative where it comes sooner.</summary>
    public double Slowness(AnswerClass answer) => _slowness.GetValueOrDefault(answer);

    private double RefusedShare(AnswerClass answer, int second)
    {
        if (!_refusals.TryGetValue(answer, out var seen)) return 0;

        var ended = _ended[answer.Kind];
        second = Math.Min(second, seen.Length - 1);
        var earlier = Share(seen[second], ended.Count(second));
        var following = ended.Count(seen.Length - 1) - ended.Count(second);
        var age = Math.Max(1, (second + 0.5) / ended.Middle(second));
        var expected = following > 0 ? Math.Max(earlier, Share(seen[^1] - seen[second], following)) : earlier * age * age;
        return Math.Min(1, MarginAllowed * expected);

        static double Share(double seen, double of) => seen > 0 ? Chance.Most(seen) / of : 0;
    }

    private static double Slowness(KindSlots kind, AnswerSlots answers, int[] evidence)
    {
        double ok = evidence.Sum(kind.OkIn), refused = evidence.Sum(answers.InSecond);
        return ok == 0 || refused == 0 ? 0 : evidence.Sum(answers.Waiting) / refused - evidence.Sum(kind.OkWaitingIn) / ok;
    }

    /// <summary>Sums over the evidence before each second, and before the end.</summary>
    private static double[] Before(int[] evidence, int seconds, Func<int, double> count)
    {
        var sums = new double[seconds + 1];
        foreach (var second in evidence) sums[second + 1] = count(second);
        for (var i = 1; i <= seconds; i++) sums[i] += sums[i - 1];
        return sums;
    }

    private static double[] Before(int[] evidence, int seconds, Func<int, int> count) => Before(evidence, seconds, second => (double)count(second));

    /// <summary>Operations of a kind that the evidence before a second holds, and the middle of their times.</summary>
    private sealed class EndedBefore(KindSlots kind, int[] evidence, int seconds)
    {
        private readonly double[] _counts = Before(evidence, seconds, kind.EndedIn);
        private readonly double[] _times = Before(evidence, seconds, second => (second + 0.5) * kind.EndedIn(second));

        public double Count(int second) => _counts[second];

        public double Middle(int second) => _counts[second] == 0 ? double.MaxValue : _times[second] / _counts[second];
    }
}
