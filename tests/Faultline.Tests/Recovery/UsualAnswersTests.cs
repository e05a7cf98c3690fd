using Faultline.Histories;
using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class UsualAnswersTests
{
    private const int Seconds = 30;
    private const int PerSecond = 100;

    private static readonly AnswerClass SoldOut = new("checkout", Outcome.Failed, 400, "sold out");
    private static readonly AnswerClass Broken = new("checkout", Outcome.Unknown, 502, "");

    // A fault stands from second 10 to second 20.
    private static readonly bool[] Outside = [.. Enumerable.Range(0, Seconds).Select(second => second is < 10 or >= 20)];

    [Fact]
    public void A_refusal_that_is_seen_only_while_a_fault_stands_is_not_usual() =>
        Assert.Equal(0, Most(SoldOut, 15, second => second is >= 10 and < 20 ? 50 : 0));

    [Fact]
    public void One_that_is_seen_only_afterwards_is_usual_all_the_same_and_so_it_is_before() =>
        Assert.All([12, 15, 25], second => Assert.Equal(PerSecond + 41, Most(SoldOut, second, second => second >= 15 ? 60 : 0)));

    [Fact]
    public void What_follows_is_no_evidence_where_nothing_at_all_is_served() =>
        Assert.Equal(0, Most(SoldOut, 15, second => second >= 10 ? PerSecond : 0));

    [Fact]
    public void A_rare_one_does_not_become_the_answer_to_everything() =>
        Assert.InRange(Most(SoldOut, 15, second => second is >= 10 and < 20 ? 90 : 1), 1, 20);

    [Fact]
    public void One_that_grows_with_the_work_done_may_grow_where_the_load_ends_with_the_fault() =>
        Assert.InRange(Most(SoldOut, 19, second => second < 10 ? second : 0, [.. Outside.Select((outside, second) => outside && second < 10)]), 90, double.MaxValue);

    [Fact]
    public void What_cannot_be_a_refusal_is_usual_only_as_before_the_fault()
    {
        Assert.Equal(0, Most(Broken, 15, second => second >= 10 ? 50 : 0));
        Assert.InRange(Most(Broken, 15, second => second < 10 ? 2 : 90), 2, 15);
    }

    [Fact]
    public void How_much_longer_a_refusal_is_waited_for_is_told()
    {
        var kind = new KindSlots("checkout");
        kind.Add(Answered.Ok(1, latency: 0.02));
        kind.Add(Answered.Not(1, Outcome.Failed, 400, "sold out", latency: 0.1));

        Assert.Equal(0.08, new UsualAnswers([], Outside, [kind]).Slowness(SoldOut), 6);
    }

    private static double Most(AnswerClass answer, int at, Func<int, int> inSecond, bool[]? outside = null)
    {
        var kind = new KindSlots("checkout");
        for (var second = 0; second < Seconds; second++)
        for (var i = 0; i < PerSecond; i++)
            kind.Add(i < inSecond(second) ? Answered.Not(second, answer.Outcome, answer.Status, answer.Text) : Answered.Ok(second));

        return new UsualAnswers([.. Enumerable.Range(0, 100)], outside ?? Outside, [kind]).Most(answer, at, PerSecond);
    }
}
