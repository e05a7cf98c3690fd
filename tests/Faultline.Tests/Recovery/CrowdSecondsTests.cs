using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class CrowdSecondsTests
{
    [Fact]
    public void A_user_is_present_from_the_first_operation_on_and_arrives_once()
    {
        var seconds = Of(Answered.Ok(0.25), Answered.Ok(2.5), Answered.Ok(1, user: 1)).Each(3);

        Assert.Equal([0.75, 2, 2], seconds.Select(s => s.Present));
        Assert.Equal([1L, 1, 0], seconds.Select(s => s.Arrivals));
    }

    [Fact]
    public void Waiting_is_spread_over_the_seconds_that_it_lasts()
    {
        var seconds = Of(Answered.Ok(0.5, latency: 2.25)).Each(4);

        Assert.Equal([0.5, 1, 0.75, 0], seconds.Select(s => s.Waiting));
        Assert.Equal(0, seconds[1].Pausing);
        Assert.Equal(0.25, seconds[2].Pausing);
    }

    [Fact]
    public void What_follows_without_a_pause_is_one_iteration()
    {
        var create = Answered.Ok(0, latency: 0.1);
        var fill = Answered.Ok(0.1, latency: 0.1);
        var checkout = Answered.Ok(0.2, latency: 0.1);
        var afterAPause = Answered.Ok(0.5);

        Assert.Equal(2, Assert.Single(Of(create, fill, checkout, afterAPause).Each(1)).Iterations);
    }

    [Fact]
    public void A_user_who_never_pauses_begins_anew_after_a_second()
    {
        var crowd = Of([.. Enumerable.Range(0, 35).Select(i => Answered.Ok(i * 0.1, latency: 0.1))]);

        Assert.Equal([1L, 1, 1, 1], crowd.Each(4).Select(s => s.Iterations));
    }

    [Fact]
    public void Seconds_in_which_nothing_began_are_there()
    {
        Assert.Equal([1.0, 1], Of(Answered.Ok(0)).Each(2).Select(s => s.Present));
        Assert.Equal(default, Assert.Single(new CrowdSeconds().Each(1)));
    }

    private static CrowdSeconds Of(params Faultline.Histories.Operation[] operations)
    {
        var crowd = new CrowdSeconds();
        foreach (var operation in operations) crowd.Add(operation);
        return crowd;
    }
}
