using Faultline.Faults;
using Faultline.Hosting;

namespace Faultline.Tests.Faults;

public class InstanceRestartTests
{
    [Fact]
    public async Task Instance_is_killed_and_started_and_nothing_is_left_to_undo()
    {
        using var run = new InjectorFixture();

        await RestartAsync(run, CancellationToken.None);

        Assert.Equal(["kill order-service-1", "start order-service-1"], run.Host.Calls);
        Assert.Empty(run.Journal.Pending());
    }

    [Fact]
    public async Task Who_asks_to_stop_while_it_is_waited_for_finds_it_started_and_in_the_journal()
    {
        using var run = new InjectorFixture();
        using var stop = new CancellationTokenSource();
        run.Host.Ready = _ => false;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RestartAsync(run, stop.Token));

        Assert.Empty(run.Host.InState(InstanceState.Exited));
        Assert.Single(run.Journal.Pending());
    }

    private static async Task RestartAsync(InjectorFixture run, CancellationToken stop)
    {
        var instance = (await run.Host.ListAsync(CancellationToken.None)).First(i => i.Id.Value == "order-service-1");
        await new InstanceRestart(run.Host, run.Journal, run.Time).RunAsync(instance, InjectorFixture.Cap, stop);
    }
}
