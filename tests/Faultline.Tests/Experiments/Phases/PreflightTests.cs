using Faultline.Configuration;
using Faultline.Experiments;
using Faultline.Experiments.Phases;
using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Hosting;
using Faultline.Hosting.State;
using Faultline.Load.Models;
using Faultline.Tests.Configuration;
using Faultline.Tests.Faults;

namespace Faultline.Tests.Experiments.Phases;

public sealed class PreflightTests : IDisposable
{
    private static readonly InstanceId Purse = new(RunFixture.Instance);

    private RunFixture _run = new(RunFixture.KillAtOnce);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task It_counts_the_instances_of_each_service_and_harms_none()
    {
        _run.Services.With("bank-service", 2);

        Assert.Equal([new ServiceCount(RunFixture.Service, 1), new ServiceCount("bank-service", 2)], await CheckAsync());
        Assert.Empty(_run.Services.Calls);
        Assert.Empty(_run.Watcher.Warnings);
        Assert.Empty(_run.Journal.Pending());
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told_with_its_place_in_the_file()
    {
        using var file = new TemporaryFile(
            """
            { "kill_triggers": [
              { "type": "time", "threshold": 1, "services": ["purse-servce"] }
            ] }
            """);
        _run.Experiment = _run.Experiment with { Faults = FaultPlan.Read(file.FullName, 1, _run.Experiment.Load.Runtime) };

        var error = Assert.Single((await Assert.ThrowsAsync<ConfigurationException>(CheckAsync)).Errors);

        Assert.Equal("unknown service \"purse-servce\"", error.Message);
        Assert.Equal((file.FullName, 2, 50), (error.File, error.Line, error.Column));
        Assert.Contains("Did you mean \"purse-service\"?", error.Hint, StringComparison.Ordinal);
        AssertFree();
    }

    [Fact]
    public async Task A_service_of_which_nothing_runs_cannot_be_killed()
    {
        _run.Services.Set(Purse, InstanceState.Exited);

        var error = await Assert.ThrowsAsync<HostUnavailableException>(CheckAsync);

        Assert.Equal($"no instance of {RunFixture.Service} is running, so it cannot be killed", error.Message);
    }

    [Fact]
    public async Task An_instance_that_is_down_before_the_load_is_left_so_and_told()
    {
        _run.Services.Add(new ServiceInstance(new ServiceName(RunFixture.Service), new InstanceId("purse-service-2"), InstanceState.Exited));

        await CheckAsync();

        Assert.Equal(
            ["purse-service-2 is exited before the load, and is left so. Next: faultline services restart purse-service-2"], _run.Watcher.Warnings);
        Assert.Empty(_run.Services.Calls);
    }

    [Fact]
    public async Task Fewer_instances_than_are_to_be_killed_are_told()
    {
        _run = With(_run, Rules.Kill(new TimeTrigger(1), [RunFixture.Service], count: 2));

        await CheckAsync();

        Assert.Equal([$"{RunFixture.Service}: only 1 of 2 instances was running at the start."], _run.Watcher.Warnings);
    }

    [Fact]
    public async Task A_ramp_that_the_load_ends_before_and_a_trigger_that_it_does_not_reach_are_told()
    {
        _run = With(_run, Rules.Kill(new TimeTrigger(7200), [RunFixture.Service]));
        _run.Experiment = _run.Experiment with { Load = _run.Experiment.Load with { Model = new ClosedModel(100, 0.001) } };

        await CheckAsync();

        Assert.Equal([_run.Experiment.Load.UnendedRamp!, .. _run.Experiment.Faults.Unreachable(_run.Experiment.PlannedLoad)], _run.Watcher.Warnings);
        Assert.Equal(2, _run.Watcher.Warnings.Count);
    }

    [Fact]
    public async Task A_system_that_another_is_at_work_on_is_not_touched()
    {
        using var other = RunLock.Acquire(_run.Services.System, "faultline demo", _run.Time, _run.State);
        Leave(RunFixture.Instance);

        var error = await Assert.ThrowsAsync<HostUnavailableException>(CheckAsync);

        Assert.Contains("is busy: faultline demo", error.Message, StringComparison.Ordinal);
        Assert.Empty(_run.Services.Calls);
    }

    [Fact]
    public async Task An_address_that_another_loads_ends_it_and_the_system_is_free_again()
    {
        using var other = await LockAddressesAsync();

        var error = await Assert.ThrowsAsync<HostUnavailableException>(CheckAsync);

        Assert.Contains("is busy: another load", error.Message, StringComparison.Ordinal);
        Assert.False(RunLock.IsHeld(_run.Services.System, _run.State));
    }

    [Fact]
    public async Task What_it_takes_is_held_until_it_is_disposed_of()
    {
        using (var preflight = new Preflight(_run.Context, _run.Watcher))
        {
            await preflight.CheckServicesAsync(_run.Stop);
            Assert.True(RunLock.IsHeld(_run.Services.System, _run.State));
            await Assert.ThrowsAsync<HostUnavailableException>(LockAddressesAsync);
        }

        AssertFree();
        using var addresses = await LockAddressesAsync();
    }

    [Fact]
    public async Task Without_a_host_only_addresses_are_locked()
    {
        using var run = new RunFixture { IsHostless = true };
        using var preflight = new Preflight(run.Context, run.Watcher);

        Assert.Empty(await preflight.CheckServicesAsync(run.Stop));

        Assert.Empty(run.State.Systems(e => throw e));
        await Assert.ThrowsAsync<HostUnavailableException>(() => LockAddressesAsync(run));
    }

    [Fact]
    public async Task What_an_earlier_run_left_down_is_started_first_and_told()
    {
        _run.Services.Set(Purse, InstanceState.Exited);
        Leave(RunFixture.Instance);

        Assert.Equal([new ServiceCount(RunFixture.Service, 1)], await CheckAsync());

        Assert.Equal([$"start {RunFixture.Instance}"], _run.Services.Calls);
        Assert.Equal([$"left behind by an earlier run: {RunFixture.Instance} was started and is ready (0.0 s)."], _run.Watcher.Warnings);
        Assert.Empty(_run.Journal.Pending());
    }

    [Fact]
    public async Task What_an_earlier_run_left_down_and_cannot_be_started_ends_it()
    {
        Leave("purse-service-9");

        var error = await Assert.ThrowsAsync<HostUnavailableException>(CheckAsync);

        Assert.StartsWith("what an earlier run left behind could not be healed: purse-service-9", error.Message, StringComparison.Ordinal);
        Assert.Equal("Nothing was killed", error.Hint);
        Assert.Single(_run.Journal.Pending());
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_ends_it()
    {
        Directory.CreateDirectory(Path.Combine(_run.State.For(_run.Services.System), "journal.jsonl"));

        var error = await Assert.ThrowsAsync<HostUnavailableException>(CheckAsync);

        Assert.StartsWith("the undo journal cannot be written (", error.Message, StringComparison.Ordinal);
        AssertFree();
    }

    private async Task<IReadOnlyList<ServiceCount>> CheckAsync()
    {
        using var preflight = new Preflight(_run.Context, _run.Watcher);
        return await preflight.CheckServicesAsync(_run.Stop);
    }

    private void Leave(string instance) =>
        _run.Journal.Append("kill", new ServiceInstance(new ServiceName(RunFixture.Service), new InstanceId(instance), InstanceState.Running));

    private void AssertFree() => Assert.False(RunLock.IsHeld(_run.Services.System, _run.State));

    private Task<AddressLocks> LockAddressesAsync() => LockAddressesAsync(_run);

    private static async Task<AddressLocks> LockAddressesAsync(RunFixture run) => AddressLocks.Acquire(
        await TargetAddress.ResolveAsync(run.Workload.Targets, TestContext.Current.CancellationToken), "another load", run.Time, run.State);

    private static RunFixture With(RunFixture run, params FaultRule[] rules)
    {
        run.Dispose();
        return new RunFixture(rules);
    }
}
