using Faultline.Load;
using Faultline.Load.Models;

namespace Faultline.Tests.Load.Models;

public sealed class ClosedModelTests
{
    private static readonly ClosedModel Model = new(Users: 10, SpawnRate: 2);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(0.499, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.999, 2)]
    [InlineData(1, 3)]
    [InlineData(4.499, 9)]
    [InlineData(4.5, 10)]
    [InlineData(5, 10)]
    [InlineData(3600, 10)]
    public void Users_start_one_after_the_other_until_all_have(double seconds, int users) =>
        Assert.Equal(users, Model.UsersAt(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Slow_spawning_takes_seconds_per_user() =>
        Assert.Equal(
            [1, 1, 2, 2, 3],
            new[] { 0, 9, 10, 19, 20 }.Select(second => (Model with { SpawnRate = 0.1 }).UsersAt(TimeSpan.FromSeconds(second))));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1000)]
    public void A_user_is_counted_from_the_moment_it_starts(double rate)
    {
        var model = new ClosedModel(5000, rate);
        for (var user = 0; user < model.Users; user++)
        {
            Assert.Equal(user + 1, model.UsersAt(model.StartOf(user)!.Value));
            Assert.Equal(user, model.UsersAt(model.StartOf(user)!.Value - TimeSpan.FromTicks(1)));
        }
    }

    [Fact]
    public void Behind_the_last_user_there_is_none()
    {
        Assert.Equal(TimeSpan.FromSeconds(4.5), Model.StartOf(9));
        Assert.Null(Model.StartOf(10));
    }

    [Fact]
    public void The_most_users_and_the_longest_time_do_not_overflow() =>
        Assert.Equal(LoadPlan.MostUsers, new ClosedModel(LoadPlan.MostUsers, 1e6).UsersAt(TimeSpan.MaxValue));

    [Theory]
    [InlineData(10, 5, 10)]
    [InlineData(10, 25, 20)]
    [InlineData(0, 30, 15)]
    [InlineData(10, 1, 8)]
    public void Each_second_waited_beyond_the_usual_costs_its_share_of_an_iteration(double begun, double waiting, double expected) =>
        Assert.Equal(expected, Model.IterationsExpected(new UserActivity(begun, waiting), new IterationTimes(Wait: 0.5, Pause: 1.5)), 9);
}
