using Faultline.Faults;
using Faultline.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Faults;

public sealed class HealerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryHost _host = new("order-service-1", "stock-service-1", "stock-service-2");

    [Fact]
    public async Task What_the_journal_holds_is_started_again_and_nothing_else()
    {
        KilledEarlier("order-service-1");
        _host["stock-service-1"] = InstanceState.Exited;

        var report = await HealAsync();

        Assert.Equal(["order-service-1 was down and is up again"], report.Lines);
        Assert.Empty(report.Failures);
        Assert.Equal(["start order-service-1"], _host.Calls);
        Assert.Empty(Pending());
    }

    [Fact]
    public async Task Healing_twice_does_nothing_the_second_time()
    {
        KilledEarlier("order-service-1");
        await HealAsync();

        var report = await HealAsync();

        Assert.Empty(report.Lines.Concat(report.Failures));
        Assert.Single(_host.Calls);
    }

    [Fact]
    public async Task An_instance_that_is_up_already_is_said_to_be()
    {
        KilledEarlier("order-service-1");
        _host["order-service-1"] = InstanceState.Running;

        Assert.Equal(["order-service-1 is up already"], (await HealAsync()).Lines);
        Assert.Empty(Pending());
    }

    [Fact]
    public async Task An_instance_that_vanished_is_told_and_forgotten()
    {
        Journal().Append("kill", MemoryHost.Instance("gone-service-1"));

        var report = await HealAsync();

        Assert.Equal(["gone-service-1 does not exist any more"], report.Lines);
        Assert.Empty(report.Failures);
        Assert.Empty(_host.Calls);
        Assert.Empty(Pending());
    }

    [Fact]
    public async Task Several_faults_of_one_instance_are_undone_by_one_start()
    {
        KilledEarlier("order-service-1");
        KilledEarlier("order-service-1");

        var report = await HealAsync();

        Assert.Single(report.Lines);
        Assert.Single(_host.Calls);
        Assert.Empty(Pending());
    }

    [Fact]
    public async Task One_that_cannot_be_started_stays_in_the_journal_and_does_not_stop_the_others()
    {
        KilledEarlier("order-service-1");
        KilledEarlier("stock-service-1");
        _host.BeforeStart = instance => instance.Value == "order-service-1" ? throw new HostUnavailableException("no memory", "Buy some") : Task.CompletedTask;

        var report = await HealAsync();

        Assert.Equal(["order-service-1 could not be started: no memory. Buy some"], report.Failures);
        Assert.Equal(["stock-service-1 was down and is up again"], report.Lines);
        Assert.Equal(["order-service-1"], Pending().Select(e => e.Instance));

        _host.BeforeStart = _ => Task.CompletedTask;
        Assert.Equal(["order-service-1 was down and is up again"], (await HealAsync()).Lines);
    }

    [Fact]
    public async Task One_that_does_not_become_ready_is_a_failure()
    {
        KilledEarlier("order-service-1");
        _host.Ready = _ => false;

        var report = await HealAsync();

        Assert.Equal(["order-service-1 was started but is not ready after 0 s"], report.Failures);
        Assert.Empty(report.Lines);
    }

    [Fact]
    public async Task A_cancelled_healing_leaves_the_rest_in_the_journal()
    {
        KilledEarlier("order-service-1");
        _host.Ready = _ => throw new OperationCanceledException();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(HealAsync);

        Assert.Single(Pending());
    }

    private Task<HealReport> HealAsync() => Healer.HealAsync(_host, Journal(), TimeSpan.Zero, _time, TestContext.Current.CancellationToken);

    private void KilledEarlier(string instance)
    {
        Journal().Append("kill", MemoryHost.Instance(instance));
        _host[instance] = InstanceState.Exited;
    }

    private UndoJournal Journal() => UndoJournal.Open(_host.System, _time);

    private IReadOnlyList<UndoEntry> Pending() => Journal().Pending();
}
