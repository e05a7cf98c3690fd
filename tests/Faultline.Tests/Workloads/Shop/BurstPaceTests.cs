using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

/// <summary>The pace of the consistency test against a simulated shop, in a time of its own.</summary>
public class BurstPaceTests
{
    private const int Orders = 1_000;
    private const int AtOnce = 25;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private static readonly BurstFault Fault = new(200, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60));

    [Fact]
    public void Without_a_fault_every_checkout_is_due_at_once()
    {
        var pace = new BurstPace(3, null);

        Assert.All([0, 1, 2], number => Assert.True(pace.TryTake(TimeSpan.Zero, out var taken) && taken == number));
        Assert.False(pace.TryTake(TimeSpan.Zero, out _));
        Assert.Null(pace.Wait(TimeSpan.Zero));
    }

    [Fact]
    public void Few_meet_the_outage_and_most_of_the_rest_is_answered_after_it()
    {
        var shop = Run(down: (0.5, 4));

        Assert.Equal(Orders, shop.Sent.Count);
        Assert.InRange(shop.Unknown, 1, Orders * 0.05);
        Assert.InRange(shop.Sent.Count(s => s.TotalSeconds < 0.5), 200, 525);
        Assert.InRange(shop.Sent.Count(s => s.TotalSeconds is > 0.6 and < 4), 5, 20);
        Assert.InRange(shop.Sent.Count(s => s.TotalSeconds > 4), 400, 800);
        Assert.InRange(shop.Sent[^1].TotalSeconds, 6, 9);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    public void An_outage_that_lasts_longer_than_planned_is_asked_less_and_less_often(double seconds) =>
        Assert.InRange(Run(down: (0.5, seconds)).Unknown, 1, Orders * 0.05);

    [Fact]
    public void What_is_refused_in_no_time_does_not_use_the_checkouts_up_before_the_fault_is_over()
    {
        var shop = Run(down: (0.5, 4), refusal: Outcome.Failed);

        Assert.True(shop.Sent.Count(s => s.TotalSeconds > 4) >= 400, $"{shop.Sent.Count(s => s.TotalSeconds > 4)} after the outage");
    }

    [Fact]
    public void A_service_that_says_it_is_ready_before_it_serves_is_not_believed() =>
        Assert.InRange(Run(down: (0.5, 6), readyAt: 4).Unknown, 1, Orders * 0.05);

    [Fact]
    public void A_service_that_never_comes_back_leaves_no_checkout_behind()
    {
        var shop = Run(down: (0.5, double.MaxValue), readyAt: double.MaxValue);

        Assert.Equal(Orders, shop.Sent.Count);
        Assert.InRange(shop.Sent[^1].TotalSeconds, 62, 70);
    }

    [Fact]
    public void A_fault_that_is_meant_to_stay_is_made_no_room_for()
    {
        var pace = new BurstPace(Orders, Fault with { Recovery = TimeSpan.Zero });
        pace.Told(FaultStage.Over, TimeSpan.Zero);

        Assert.All(Enumerable.Range(0, Orders), number =>
        {
            Assert.True(pace.TryTake(TimeSpan.Zero, out _));
            pace.Ended(number, Outcome.Unknown, TimeSpan.Zero);
        });
    }

    [Fact]
    public void A_fault_that_never_comes_holds_nothing_up_but_the_last_part_for_a_while()
    {
        var shop = Run(down: (double.MaxValue, double.MaxValue), readyAt: double.MaxValue);

        Assert.Equal((Orders, 0), (shop.Sent.Count, shop.Unknown));
    }

    /// <summary>
    /// A shop that answers within 20 ms, but for the time it is down, when it refuses within one: what was in flight as it
    /// went down is cut off.
    /// </summary>
    private static Course Run((double From, double Until) down, Outcome refusal = Outcome.Unknown, double? readyAt = null)
    {
        var pace = new BurstPace(Orders, Fault);
        var course = new Course();
        var flying = new List<(int Number, double From)>();
        var ready = readyAt ?? down.Until;
        for (var now = TimeSpan.Zero; now < TimeSpan.FromSeconds(100); now += Step)
        {
            var t = now.TotalSeconds;
            var isDown = t >= down.From && t < down.Until;
            foreach (var (number, from) in flying.ToArray())
            {
                var cutOff = isDown && from < down.From;
                if (!cutOff && t - from < (isDown ? 0.001 : 0.02)) continue;
                flying.Remove((number, from));
                var outcome = cutOff ? Outcome.Unknown : isDown ? refusal : Outcome.Ok;
                if (outcome == Outcome.Unknown) course.Unknown++;
                pace.Ended(number, outcome, now);
            }

            // As coarse as the load's snapshots.
            if ((int)(t * 1000) % 10 == 0) pace.Told(t < down.From ? FaultStage.Ahead : t < ready ? FaultStage.Standing : FaultStage.Over, now);
            while (flying.Count < AtOnce && pace.TryTake(now, out var next))
            {
                flying.Add((next, t));
                course.Sent.Add(now);
            }

            if (flying.Count == 0 && pace.Wait(now) is null) break;
        }

        return course;
    }

    private sealed class Course
    {
        public List<TimeSpan> Sent { get; } = [];

        public int Unknown { get; set; }
    }
}
