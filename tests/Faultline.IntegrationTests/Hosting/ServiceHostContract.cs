using Faultline.Hosting;

namespace Faultline.IntegrationTests.Hosting;

/// <summary>What every host of services promises, whatever it runs them as.</summary>
public abstract class ServiceHostContract : IAsyncLifetime
{
    private readonly ReadyEndpoint _endpoint = new();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Three instances that have been started: <c>b-2</c>, <c>b-10</c> of the service b and <c>a-1</c> of a.</summary>
    protected IServiceHost Host { get; private set; } = null!;

    protected static InstanceId A1 { get; } = new("a-1");

    public async ValueTask InitializeAsync()
    {
        Host = await CreateAsync([("b", "b-10"), ("a", "a-1"), ("b", "b-2")], _endpoint.Url);
        foreach (var instance in await Host.ListAsync(Token)) await Host.StartAsync(instance.Id, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await DestroyAsync();
        await _endpoint.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Instances_are_listed_by_service_and_then_by_number() => Assert.Equal(
        ["a a-1 Running", "b b-2 Running", "b b-10 Running"],
        (await Host.ListAsync(Token)).Select(i => $"{i.Service} {i.Id} {i.State}"));

    [Fact]
    public async Task A_kill_is_confirmed_when_it_returns_and_takes_nobody_else()
    {
        var main = await MainProcessAsync(A1);

        await Host.KillAsync(A1, Token);

        Assert.Equal(InstanceState.Exited, await StateAsync(A1));
        Assert.False(ProcessTable.IsAlive(main));
        Assert.Equal(2, (await Host.ListAsync(Token)).Count(i => i.State == InstanceState.Running));
    }

    [Fact]
    public async Task A_kill_of_what_is_gone_is_no_error()
    {
        await Host.KillAsync(A1, Token);
        await Host.KillAsync(A1, Token);

        Assert.Equal(InstanceState.Exited, await StateAsync(A1));
    }

    [Fact]
    public async Task A_start_is_confirmed_when_it_returns()
    {
        await Host.KillAsync(A1, Token);

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

        Assert.Equal(InstanceState.Exited, await StateAsync(A1));
        await Host.StartAsync(A1, Token);
        Assert.Equal(InstanceState.Running, await StateAsync(A1));
    }

    [Fact]
    public async Task Ready_is_what_the_instance_itself_says()
    {
        _endpoint.Status = 503;
        Assert.False(await Host.IsReadyAsync(A1, Token));

        _endpoint.Status = 200;
        Assert.True(await Host.IsReadyAsync(A1, Token));
    }

    [Fact]
    public async Task What_does_not_run_is_not_ready_whatever_answers_in_its_place()
    {
        await Host.KillAsync(A1, Token);

        Assert.False(await Host.IsReadyAsync(A1, Token));
    }

    [Fact]
    public async Task An_instance_that_is_not_there_is_told_with_those_that_are()
    {
        var unknown = new InstanceId("a-77");
        Func<Task>[] calls = [() => Host.KillAsync(unknown, Token), () => Host.StartAsync(unknown, Token), () => Host.IsReadyAsync(unknown, Token)];

        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<HostUnavailableException>(call);
            Assert.Contains("a-77", error.Message, StringComparison.Ordinal);
            Assert.Contains("a-1, b-2, b-10", error.Hint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_system_has_a_name() => Assert.NotEqual("", Host.System);

    /// <summary>A host with these instances, none of them started, each asked at the address whether it is ready.</summary>
    protected abstract Task<IServiceHost> CreateAsync(IReadOnlyList<(string Service, string Instance)> instances, Uri ready);

    /// <summary>Ends everything that was made, also after a test that failed.</summary>
    protected abstract Task DestroyAsync();

    /// <summary>The main process of a running instance, as this machine numbers it.</summary>
    protected abstract Task<int> MainProcessAsync(InstanceId instance);

    protected async Task<InstanceState> StateAsync(InstanceId instance) => (await Host.ListAsync(Token)).Single(i => i.Id == instance).State;
}
