namespace Faultline.Tests.Simulation;

public sealed class SimulatedTimeTests
{
    private readonly SimulatedTime _time = new();
    private readonly ToolLife _life = new(0, crash: null);

    private TimeProvider Clock => _time.For(_life);

    [Fact]
    public async Task Whoever_waits_when_the_tool_dies_is_woken_and_keeps_nobody_waiting()
    {
        _time.AdvanceTo(_time.Now);
        var wait = Task.Delay(TimeSpan.FromSeconds(1), Clock, CancellationToken.None);
        Assert.False(wait.IsCompleted);

        _time.ToolDied();

        await wait.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Waits_beyond_the_horizon_go_off_when_it_moves_in_their_order()
    {
        _time.AdvanceTo(_time.Now);
        var second = Task.Delay(TimeSpan.FromSeconds(2), Clock, CancellationToken.None);
        var first = Task.Delay(TimeSpan.FromSeconds(1), Clock, CancellationToken.None);

        _time.AdvanceTo(_time.Now + TimeSpan.FromSeconds(1));
        Assert.Equal((true, false), (first.IsCompleted, second.IsCompleted));

        _time.AdvanceTo(_time.Now + TimeSpan.FromSeconds(1));
        Assert.True(second.IsCompleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_an_order_under_way_waits_for_passes_beyond_the_horizon_where_that_is_asked(bool asked)
    {
        _time.AdvanceTo(_time.Now, shortWaitsPass: asked);

        Assert.Equal(asked, Task.Delay(TimeSpan.FromMilliseconds(50), Clock, CancellationToken.None).IsCompleted);
        Assert.False(Task.Delay(TimeSpan.FromMilliseconds(51), Clock, CancellationToken.None).IsCompleted);
    }
}
