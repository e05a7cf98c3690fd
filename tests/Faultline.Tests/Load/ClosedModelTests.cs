using Faultline.Load;

namespace Faultline.Tests.Load;

public sealed class ClosedModelTests
{
    private static readonly ClosedModel Model = new() { Users = 10, SpawnRate = 2, Runtime = TimeSpan.FromMinutes(1) };

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
    public void A_ramp_that_cannot_end_within_the_runtime_is_told_with_the_users_it_reaches()
    {
        var slow = new ClosedModel { Users = 100, SpawnRate = 1, Runtime = TimeSpan.FromSeconds(9.5) };

        Assert.Contains("10 of 100 users", slow.UnendedRamp, StringComparison.Ordinal);
        Assert.Null(Model.UnendedRamp);
    }

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
        var model = Model with { Users = 5000, SpawnRate = rate };
        for (var user = 0; user < model.Users; user++)
        {
            Assert.Equal(user + 1, model.UsersAt(model.StartOf(user)));
            Assert.Equal(user, model.UsersAt(model.StartOf(user) - TimeSpan.FromTicks(1)));
        }
    }

    [Fact]
    public void The_most_users_and_the_longest_time_do_not_overflow() =>
        Assert.Equal(
            ClosedModel.MostUsers,
            (Model with { Users = ClosedModel.MostUsers, SpawnRate = 1e6 }).UsersAt(TimeSpan.MaxValue));

    [Fact]
    public void A_model_that_cannot_be_run_is_refused()
    {
        ClosedModel[] impossible =
        [
            Model with { Users = 0 },
            Model with { Users = ClosedModel.MostUsers + 1 },
            Model with { SpawnRate = 0 },
            Model with { SpawnRate = double.NaN },
            Model with { SpawnRate = double.PositiveInfinity },
            Model with { Runtime = TimeSpan.Zero },
            Model with { OperationTimeout = TimeSpan.Zero },
            Model with { DrainTimeout = TimeSpan.FromTicks(-1) },
        ];
        Assert.All(impossible, model => Assert.Throws<ArgumentOutOfRangeException>(model.Validate));
        Model.Validate();
    }
}
