namespace Faultline.Recovery;

/// <summary>
/// Which answers that are not ok belong to the life of the system, as its seconds without a fault show: orders paid
/// already, stock sold out.
/// </summary>
/// <remarks>
/// A class of answers that was never seen without a fault is the fault's. One that was seen may go on, and may become
/// more frequent, since what refuses a repetition grows with the work that was done: users grow linearly, so their work
/// grows with the square of time, and twice that is allowed. More than that in a second, beyond chance, is the fault's
/// again. What cannot be a refusal (5xx, reset, time-out, no connection) may go on at its share and not grow. A system
/// that answers with the very text of its everyday refusals while it is down cannot be told from one that refuses.
/// </remarks>
internal sealed class UsualAnswers
{
    private const double GrowthAllowed = 2;

    private readonly Dictionary<AnswerClass, double> _shares = [];
    private readonly Dictionary<string, double> _middles = [];

    /// <summary>What the seconds <paramref name="clean"/> show.</summary>
    public UsualAnswers(IReadOnlyList<int> clean, IEnumerable<KindSeconds> kinds)
    {
        foreach (var kind in kinds)
        {
            var ended = clean.Sum(second => (double)kind.Ended(second));
            if (ended == 0) continue;
            _middles[kind.Kind] = clean.Sum(second => (second + 0.5) * kind.Ended(second)) / ended;
            foreach (var (answer, counts) in kind.Classes)
            {
                var seen = clean.Sum(second => counts.GetValueOrDefault(second));
                if (seen > 0) _shares[answer] = Chance.Most(seen) / ended;
            }
        }
    }

    /// <summary>How many answers of a class among <paramref name="ended"/> operations of its kind are usual in a second.</summary>
    public double Most(AnswerClass answer, int second, double ended)
    {
        if (!_shares.TryGetValue(answer, out var share)) return 0;

        if (answer.CanBeRefusal)
        {
            var age = Math.Max(1, (second + 0.5) / _middles[answer.Kind]);
            share = Math.Min(1, share * GrowthAllowed * age * age);
        }

        return Chance.Most(share * ended, Chance.RareAmongMany) + 1;
    }
}
