using Faultline.Cli.Hosts;
using Faultline.Cli.Shop;
using Faultline.Cli.Watchdogs;
using Faultline.Faults.Actions;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Watchdogs;
using Faultline.Tests.Faults;
using Faultline.Tests.Hosting;

namespace Faultline.Tests.Cli;

public sealed class WatchdogDutyTests : IDisposable
{
    private const string Shop = "process:/shop";
    private const string Other = "process:/other";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly SystemHeal Failed = SystemHeal.Nothing with { Failures = ["order-1 is not ready."] };

    private readonly TempFolder _root = new();
    private readonly SteppedTime _time = new();
    private readonly List<string> _log = [];
    private readonly List<string> _healed = [];
    private readonly Queue<Func<SystemHeal>> _heals = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task What_cannot_be_healed_is_tried_again()
    {
        Answers(() => Failed, () => SystemHeal.Nothing with { Lines = ["order-1 was started"] });

        var duty = Duty(Left).RunAsync();
        await _time.PassAsync(FirstPause);
        await duty;

        Assert.Equal([Shop, Shop], _healed);
        Assert.Equal([$"{Shop}: order-1 is not ready.", $"{Shop}: order-1 was started"], _log);
    }

    [Fact]
    public async Task A_run_that_is_met_there_is_waited_for()
    {
        Answers(() => SystemHeal.Nothing with { Run = new LockHolder(7, "run stress", default) }, () => SystemHeal.Nothing);

        var duty = Duty(Left).RunAsync();
        await _time.PassAsync(FirstPause);
        await duty;

        Assert.Equal([Shop, Shop], _healed);
        Assert.Equal([$"{Shop}: run stress (pid 7) is at work there"], _log);
    }

    [Fact]
    public async Task What_a_later_run_has_written_is_not_its_own()
    {
        var duty = Duty(_ => [Entry(_time.GetUtcNow() + TimeSpan.FromSeconds(1))]);

        await duty.RunAsync();

        Assert.Empty(_healed);
    }

    [Fact]
    public async Task It_is_done_when_only_a_later_run_has_anything_left_to_undo()
    {
        Answers(() => Failed);
        var died = _time.GetUtcNow();
        var pending = new Queue<UndoEntry[]>([[Entry(died)], [Entry(died + TimeSpan.FromMilliseconds(1))]]);

        var duty = Duty(_ => pending.Dequeue()).RunAsync();
        await _time.PassAsync(FirstPause);
        await duty;

        Assert.Equal([Shop], _healed);
    }

    [Fact]
    public async Task Where_the_state_folder_is_deleted_nothing_is_done()
    {
        var order = new WatchdogOrder("run stress", [Shop]);

        await new WatchdogDuty(order, DemoFolder.ClearAsync, _log.Add, _time, new StateFolder(Path.Combine(_root.Path, "deleted"))) { Pending = Left, Heal = Heal }.RunAsync();

        Assert.Empty(_healed);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_told_by_the_heal_and_tried_again()
    {
        Answers(() => Failed, () => SystemHeal.Nothing);

        var duty = Duty(_ => throw new HostUnavailableException("the journal cannot be read")).RunAsync();
        await _time.PassAsync(FirstPause);
        await duty;

        Assert.Equal([Shop, Shop], _healed);
    }

    [Fact]
    public async Task Whatever_is_thrown_is_told_and_the_other_systems_are_healed_all_the_same()
    {
        Answers(() => throw new InvalidOperationException("order-1 runs"), () => SystemHeal.Nothing, () => SystemHeal.Nothing);

        var duty = Duty(Left, Shop, Other).RunAsync();
        await _time.PassAsync(FirstPause);
        await duty;

        Assert.Equal([Shop, Shop, Other], _healed);
        Assert.Equal([$"{Shop}: order-1 runs."], _log);
    }

    [Fact]
    public async Task It_gives_up_after_ten_minutes_and_says_what_can_be_done()
    {
        Answers([.. Enumerable.Repeat(() => Failed, 16)]);

        var duty = Duty(Left).RunAsync();
        foreach (var seconds in new[] { 0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60, 60, 60 }) await _time.PassAsync(TimeSpan.FromSeconds(seconds));
        await duty;

        Assert.Equal([$"{Shop}: order-1 is not ready.", $"{Shop}: it is left so. Next: faultline services heal"], _log);
    }

    private WatchdogDuty Duty(Func<string, IReadOnlyList<UndoEntry>> pending, params string[] systems) =>
        new(new WatchdogOrder("run stress", systems is [] ? [Shop] : systems), DemoFolder.ClearAsync, _log.Add, _time, new StateFolder(_root.Path))
        {
            Pending = pending,
            Heal = Heal,
        };

    private Task<SystemHeal> Heal(string system)
    {
        _healed.Add(system);
        return Task.FromResult(_heals.Dequeue()());
    }

    private void Answers(params Func<SystemHeal>[] heals)
    {
        foreach (var heal in heals) _heals.Enqueue(heal);
    }

    private IReadOnlyList<UndoEntry> Left(string system) => [Entry(_time.GetUtcNow() - TimeSpan.FromHours(1))];

    private static UndoEntry Entry(DateTimeOffset at) =>
        new("1", at, "kill", new ServiceName("order"), new InstanceId("order-1"), InstanceState.Running);
}
