using Faultline.Load;

namespace Faultline.Tests.Load;

public sealed class ClosedModelTests
{
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(0.019, 1)]
    [InlineData(0.02, 2)]
    [InlineData(1, 51)]
    [InlineData(1.99, 100)]
    [InlineData(2, 100)]
    [InlineData(1e9, 100)]
    public void Users_grow_by_the_spawn_rate_up_to_all(double seconds, int users) =>
        Assert.Equal(users, new ClosedModel { Users = 100, SpawnRate = 50, Runtime = TimeSpan.FromSeconds(10) }.UsersAt(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_slow_spawn_rate_adds_a_user_every_few_seconds()
    {
        var model = new ClosedModel { Users = 10, SpawnRate = 0.25, Runtime = TimeSpan.FromMinutes(1) };

        Assert.Equal([1, 1, 2, 3], new[] { 0, 3, 4, 8 }.Select(s => model.UsersAt(TimeSpan.FromSeconds(s))));
    }
}
