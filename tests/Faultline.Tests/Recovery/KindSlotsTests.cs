using System.Globalization;
using Faultline.Histories;
using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class KindSlotsTests
{
    private readonly KindSlots _kind = new("checkout");

    [Fact]
    public void Operations_count_in_the_slot_and_the_second_that_they_were_intended_for()
    {
        _kind.Add(Answered.Ok(1.9, latency: 5));
        _kind.Add(Answered.BadGateway(1.1));

        Assert.Equal((1, 1, 1L), (_kind.Ended(19), _kind.Ok(19), _kind.Latencies(19)!.Count));
        Assert.Equal((2, 1, 5.0), (_kind.EndedIn(1), _kind.OkIn(1), _kind.OkWaitingIn(1)));
        Assert.Equal((0, 0, 0), (_kind.Ended(0), _kind.Ended(90), _kind.EndedIn(9)));
        Assert.Null(_kind.Latencies(0));
        Assert.Null(_kind.Latencies(90));
    }

    [Fact]
    public void Answers_of_one_shape_are_one_class_and_success_has_none()
    {
        Assert.Null(_kind.Add(Answered.Ok(0)));
        var first = _kind.Add(Answered.Not(0, Outcome.Failed, 400, "order 17 is paid"));
        var second = _kind.Add(Answered.Not(3, Outcome.Failed, 400, "order 18 is paid"));
        _kind.Add(Answered.Not(3, Outcome.Failed, 400, "order 17 is paid"));

        Assert.Equal(first, second);
        var answers = Assert.Single(_kind.Classes).Value;
        Assert.Equal(new Dictionary<int, int> { [0] = 1, [30] = 2 }, answers.Counts);
        Assert.Equal((1, 2, 0.02), (answers.InSecond(0), answers.InSecond(3), Math.Round(answers.Waiting(3), 6)));
    }

    [Fact]
    public void A_server_whose_texts_all_differ_does_not_fill_the_memory()
    {
        foreach (var i in Enumerable.Range(0, 2_000))
            _kind.Add(Answered.Not(0, Outcome.Failed, 400, Letters(i)));

        Assert.InRange(_kind.Classes.Count, 500, 501);
        Assert.Equal(2_000, _kind.Classes.Sum(c => c.Value.Count(0)));
    }

    // Numbers would be folded into one text.
    private static string Letters(int number) => string.Concat(number.ToString("x4", CultureInfo.InvariantCulture).Select(c => (char)('a' + Convert.ToInt32(c.ToString(), 16))));
}
