using Faultline.Faults.Actions;
using Faultline.Hosting;

namespace Faultline.Tests.Faults.Actions;

public class KillActionTests
{
    private static readonly KillAction Kill = new();

    [Fact]
    public async Task What_is_killed_is_started_by_the_undo_and_once_only()
    {
        using var run = new InjectorFixture();
        var instance = (await run.Host.ListAsync(CancellationToken.None))[0];
        Assert.Null(await Kill.PlanUndoAsync(run.Host, instance, CancellationToken.None));
        var undo = run.Journal.Append(Kill.Name, instance);

        await Kill.InjectAsync(run.Host, undo, CancellationToken.None);
        Assert.Equal([instance.Id.Value], run.Host.InState(InstanceState.Exited));

        for (var i = 0; i < 2; i++) Assert.True((await Kill.UndoAsync(undo, Request(run))).IsUndone);
        Assert.Equal([$"kill {instance.Id}", $"start {instance.Id}"], run.Host.Calls);
    }

    [Fact]
    public async Task A_host_that_cannot_kill_is_refused_with_a_sentence()
    {
        using var run = new InjectorFixture();
        var host = new DryRunHost(run.Host, []);

        var error = await Assert.ThrowsAsync<HostUnavailableException>(() => Kill.ProbeAsync(host, CancellationToken.None));

        Assert.Equal("what runs the services here (host double) cannot kill an instance", error.Message);
        Assert.StartsWith("Nothing was done", error.Hint, StringComparison.Ordinal);
        await Kill.ProbeAsync(run.Host, CancellationToken.None);
    }

    private static RestoreRequest Request(InjectorFixture run) => new() { Host = run.Host, Time = run.Time, Cap = InjectorFixture.Cap };
}
