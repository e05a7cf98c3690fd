using Faultline.Hosting;

namespace Faultline.IntegrationTests.Hosting;

/// <summary>What every host of services promises, whatever it runs them as.</summary>
public abstract class ServiceHostContract : IAsyncLifetime
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Three instances that have been started: <c>b-2</c>, <c>b-10</c> of the service b and <c>a-1</c> of a.</summary>
    protected IServiceHost Host { get; private set; } = null!;

    /// <summary>The instance <c>a-1</c>, as the host names it.</summary>
    protected InstanceId A1 { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Host = await CreateAsync([("b", 10), ("a", 1), ("b", 2)]);
        A1 = (await Host.ListAsync(Token))[0].Id;
        foreach (var instance in await Host.ListAsync(Token)) await Host.StartAsync(instance.Id, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await DestroyAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Instances_are_listed_by_service_and_then_by_number() => Assert.Equal(
        ["a a-1 Running", "b b-2 Running", "b b-10 Running"],
        (await Host.ListAsync(Token)).Select(i => $"{i.Service} {ShortName(i.Id)} {i.State}"));

    [Fact]
    public async Task A_kill_is_confirmed_when_it_returns_and_takes_nobody_else()
    {
        var main = await MainProcessAsync(A1);
        var called = TimeProvider.System.GetUtcNow();

        var died = await KillAsync(A1, Token);

        Assert.InRange(died!.Value, called, TimeProvider.System.GetUtcNow());
        Assert.Equal(InstanceState.Exited, await StateAsync(A1));
        Assert.False(ProcessTable.IsAlive(main));
        Assert.Equal(2, (await Host.ListAsync(Token)).Count(i => i.State == InstanceState.Running));
    }

    [Fact]
    public async Task A_kill_of_what_is_gone_is_no_error()
    {
        await KillAsync(A1, Token);
        await KillAsync(A1, Token);

        Assert.Equal(InstanceState.Exited, await StateAsync(A1));
    }

    [Fact]
    public async Task A_start_is_confirmed_when_it_returns()
    {
        await KillAsync(A1, Token);

        await Host.StartAsync(A1, Token);

        Assert.Equal(InstanceState.Running, await StateAsync(A1));
        Assert.True(ProcessTable.IsAlive(await MainProcessAsync(A1)));
    }

    [Fact]
    public async Task A_start_of_what_runs_leaves_it_as_it_is()
    {
        var before = await MainProcessAsync(A1);

        await Host.StartAsync(A1, Token);

        Assert.Equal(before, await MainProcessAsync(A1));
        Assert.True(ProcessTable.IsAlive(before));
    }

    [Fact]
    public async Task A_kill_from_outside_is_seen_and_can_be_undone()
    {
        var main = await MainProcessAsync(A1);
        ProcessTable.Signal(main, ProcessTable.Sigkill);
        await ProcessTable.GoneAsync(main);

        // An engine learns of it from the process's parent, a moment after the process is gone.
        for (var i = 0; await StateAsync(A1) != InstanceState.Exited; i++)
        {
            Assert.True(i < 600, "it was never seen");
            await Task.Delay(20, Token);
        }

        await Host.StartAsync(A1, Token);
        Assert.Equal(InstanceState.Running, await StateAsync(A1));
    }

    [Fact]
    public async Task Ready_is_what_the_instance_itself_says()
    {
        await SayReadyAsync(A1, false);
        Assert.False((await Host.CheckReadyAsync(A1, Token)).IsReady);

        await SayReadyAsync(A1, true);
        Assert.True((await Host.CheckReadyAsync(A1, Token)).IsReady);
    }

    [Fact]
    public async Task What_does_not_run_is_not_ready_whatever_answers_in_its_place()
    {
        await KillAsync(A1, Token);

        Assert.False((await Host.CheckReadyAsync(A1, Token)).IsReady);
    }

    [Fact]
    public async Task A_paused_instance_is_told_as_such_is_not_ready_and_runs_on_after_a_start()
    {
        var before = await MainProcessAsync(A1);
        await PauseAsync(A1);
        Assert.Equal(InstanceState.Paused, await StateAsync(A1));
        Assert.False((await Host.CheckReadyAsync(A1, Token)).IsReady);

        await Host.StartAsync(A1, Token);

        Assert.Equal(InstanceState.Running, await StateAsync(A1));
        Assert.Equal(before, await MainProcessAsync(A1));
    }

    [Fact]
    public async Task An_instance_that_is_not_there_is_told_with_those_that_are()
    {
        var unknown = new InstanceId("a-77");
        Func<Task>[] calls = [() => KillAsync(unknown, Token), () => Host.StartAsync(unknown, Token), () => Host.CheckReadyAsync(unknown, Token)];

        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<HostUnavailableException>(call);
            Assert.Contains("a-77", error.Message, StringComparison.Ordinal);
            Assert.Contains(string.Join(", ", (await Host.ListAsync(Token)).Select(i => i.Id.Value)), error.Hint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_system_has_a_name() => Assert.NotEqual("", Host.System);

    /// <summary>Kills an instance of the host, which every host can so far.</summary>
    protected Task<DateTimeOffset?> KillAsync(InstanceId instance, CancellationToken cancellationToken) =>
        Host.Require<IKillCapability>("kill an instance").KillAsync(instance, cancellationToken);

    /// <summary>A host with these instances (service and number), none of them started.</summary>
    protected abstract Task<IServiceHost> CreateAsync(IReadOnlyList<(string Service, int Number)> instances);

    /// <summary>Makes an instance say of itself that it is ready, or not, and returns when its host can know.</summary>
    protected abstract Task SayReadyAsync(InstanceId instance, bool ready);

    /// <summary>Freezes an instance and returns when it stands still.</summary>
    protected abstract Task PauseAsync(InstanceId instance);

    /// <summary>An instance's name without what the host puts before it.</summary>
    protected abstract string ShortName(InstanceId instance);

    /// <summary>Ends everything that was made, also after a test that failed.</summary>
    protected abstract Task DestroyAsync();

    /// <summary>The main process of a running instance, as this machine numbers it.</summary>
    protected abstract Task<int> MainProcessAsync(InstanceId instance);

    protected async Task<InstanceState> StateAsync(InstanceId instance) => (await Host.ListAsync(Token)).Single(i => i.Id == instance).State;
}
