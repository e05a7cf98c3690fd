using Faultline.Workloads;

namespace Faultline.Tests.Workloads;

/// <summary>The limit against simulated shops, in a time of their own.</summary>
public class AdaptiveLimitTests
{
    private const double Timeout = 10;

    [Fact]
    public void It_doubles_each_round_while_all_is_well_up_to_the_most()
    {
        var limit = new AdaptiveLimit(16, 128, TimeSpan.FromSeconds(1));

        List<int> rounds = [limit.Now];
        while (rounds.Count < 5)
        {
            for (var answers = limit.Now; answers > 0; answers--) limit.Answered(TimeSpan.FromMilliseconds(5));
            rounds.Add(limit.Now);
        }

        Assert.Equal([16, 32, 64, 128, 128], rounds);
    }

    [Fact]
    public void Calls_without_answer_that_were_in_flight_together_halve_it_once()
    {
        var limit = new AdaptiveLimit(16, 128, TimeSpan.FromSeconds(1));
        var shrinks = limit.Shrinks;

        for (var call = 0; call < 16; call++) limit.Unanswered(shrinks);
        Assert.Equal(8, limit.Now);

        limit.Unanswered(limit.Shrinks);
        Assert.Equal(4, limit.Now);
    }

    [Fact]
    public void After_that_it_grows_by_one_a_round()
    {
        var limit = new AdaptiveLimit(16, 128, TimeSpan.FromSeconds(1));
        limit.Unanswered(limit.Shrinks);

        for (var answers = 0; answers < 8 + 9 + 10 + 3; answers++) limit.Answered(TimeSpan.Zero);

        Assert.Equal(11, limit.Now);
    }

    [Fact]
    public void It_never_falls_below_one()
    {
        var limit = new AdaptiveLimit(16, 128, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 10; i++) limit.Unanswered(limit.Shrinks);

        Assert.Equal(1, limit.Now);
    }

    [Fact]
    public void Slow_answers_do_not_raise_it()
    {
        var limit = new AdaptiveLimit(16, 128, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 100; i++) limit.Answered(TimeSpan.FromSeconds(1));

        Assert.Equal(16, limit.Now);
    }

    [Theory]
    [InlineData(1, 0.001)]
    [InlineData(1, 0.078)]
    [InlineData(1, 0.5)]
    [InlineData(1, 2)]
    [InlineData(8, 1)]
    public void A_shop_of_few_workers_is_not_asked_for_more_than_it_answers_in_time(int workers, double service)
    {
        var (answered, unanswered) = Simulate(workers, service, calls: 2_000);

        Assert.Equal(2_000, answered + unanswered);
        Assert.True(unanswered <= answered * 0.1, $"{unanswered} of 2,000 calls were not answered in time");
    }

    [Fact]
    public void A_hundred_and_twenty_eight_at_once_would_have_timed_out_where_it_does_not() =>
        Assert.True(Simulate(1, 0.1, calls: 1_000, alwaysAtOnce: 128).Unanswered > 500);

    /// <summary>First come, first served; whoever has waited too long is gone, but is worked on all the same.</summary>
    private static (int Answered, int Unanswered) Simulate(int workers, double service, int calls, int? alwaysAtOnce = null)
    {
        var limit = new AdaptiveLimit(16, 128, TimeSpan.FromSeconds(Timeout / 10));
        var free = new PriorityQueue<int, double>();
        for (var worker = 0; worker < workers; worker++) free.Enqueue(worker, 0);
        var ends = new PriorityQueue<(double From, int Shrinks, bool Answered), double>();
        var (now, begun, answered, unanswered) = (0.0, 0, 0, 0);
        while (answered + unanswered < calls)
        {
            while (begun < calls && ends.Count < (alwaysAtOnce ?? limit.Now))
            {
                free.TryDequeue(out var worker, out var from);
                var done = Math.Max(now, from) + service;
                free.Enqueue(worker, done);
                var inTime = done - now <= Timeout;
                ends.Enqueue((now, limit.Shrinks, inTime), inTime ? done : now + Timeout);
                begun++;
            }

            ends.TryDequeue(out var call, out now);
            if (call.Answered)
            {
                answered++;
                limit.Answered(TimeSpan.FromSeconds(now - call.From));
            }
            else
            {
                unanswered++;
                limit.Unanswered(call.Shrinks);
            }
        }

        return (answered, unanswered);
    }
}
