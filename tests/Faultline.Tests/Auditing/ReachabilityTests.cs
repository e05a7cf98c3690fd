using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class ReachabilityTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(14)]
    [InlineData(20)]
    [InlineData(40)]
    public void A_question_visits_no_more_than_it_says_at_most(int count)
    {
        var reachability = new Reachability();
        var entries = Enumerable.Range(0, count).Select(i => new Entry(i, (1L << i) + 7)).ToArray();
        var bounds = Enumerable.Repeat(new Bounds(0, 1), count).ToArray();
        Int128 range = entries.Sum(e => e.Amount);

        reachability.Excludes(range / 2, range, entries, bounds);

        Assert.InRange(reachability.Visited, count, Reachability.Most(count));
    }
}
