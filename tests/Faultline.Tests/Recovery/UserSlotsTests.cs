using Faultline.Histories;
using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class UserSlotsTests
{
    [Fact]
    public void A_user_is_present_from_the_first_operation_on_and_arrives_once()
    {
        var slots = Of(3, Answered.Ok(0.025), Answered.Ok(0.25), Answered.Ok(0.1, user: 1));

        Assert.Equal([0.075, 0.2, 0.2], slots.Select(s => Math.Round(s.Present, 6)));
        Assert.Equal([1L, 1, 0], slots.Select(s => s.Arrivals));
    }

    [Fact]
    public void Waiting_is_spread_over_the_slots_that_it_lasts()
    {
        var slots = Of(4, Answered.Ok(0.05, latency: 0.225));

        Assert.Equal([0.05, 0.1, 0.075, 0], slots.Select(s => Math.Round(s.Waiting, 6)));
        Assert.Equal(0, slots[1].Pausing, 6);
        Assert.Equal(0.025, slots[2].Pausing, 6);
    }

    [Fact]
    public void What_follows_without_a_pause_is_one_iteration()
    {
        var create = Answered.Ok(0, latency: 0.1);
        var fill = Answered.Ok(0.1, latency: 0.1);
        var checkout = Answered.Ok(0.2, latency: 0.1);
        var afterAPause = Answered.Ok(0.5);

        Assert.Equal(2, Of(10, create, fill, checkout, afterAPause).Sum(s => s.Iterations));
    }

    [Fact]
    public void A_user_who_never_pauses_begins_anew_after_a_second()
    {
        var slots = Of(40, [.. Enumerable.Range(0, 35).Select(i => Answered.Ok(i * 0.1, latency: 0.1))]);

        Assert.Equal([1L, 1, 1, 1], slots.Chunk(10).Select(second => second.Sum(s => s.Iterations)));
    }

    [Fact]
    public void Slots_in_which_nothing_began_are_there()
    {
        Assert.Equal([0.1, 0.1], Of(2, Answered.Ok(0)).Select(s => s.Present));
        Assert.Equal(default, Assert.Single(Of(1)));
    }

    private static UserSum[] Of(int end, params Operation[] operations)
    {
        var slots = new UserSlots();
        foreach (var operation in operations) slots.Add(operation);
        return slots.Each(end);
    }
}
