using Faultline.Cli.Hosts;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Tests.Faults;
using Faultline.Tests.Hosting;

namespace Faultline.Tests.Cli;

public sealed class SystemLockTests : IDisposable
{
    private const string Shop = "process:/shop";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly TempFolder _root = new();
    private readonly SteppedTime _time = new();
    private readonly List<string> _told = [];

    private StateFolder State => new(_root.Path);

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(SystemLock.Heal)]
    [InlineData(SystemLock.Restart)]
    [InlineData(SystemLock.Kill)]
    [InlineData(SystemLock.ShopDown)]
    [InlineData(SystemLock.SampleDown)]
    [InlineData(SystemLock.Watchdog + ", since run stress was killed")]
    public async Task Who_puts_a_system_in_order_is_waited_for(string purpose)
    {
        var other = RunLock.Acquire(Shop, purpose, _time, State);
        var entering = EnterAsync();
        await _time.PassAsync(Poll);
        await _time.WaitedForAsync(Poll);
        other.Dispose();
        _time.Advance(Poll);

        var (held, run) = await entering;

        using var _ = held;
        Assert.NotNull(held);
        Assert.Null(run);
        Assert.Equal([$"waiting for {purpose} (pid {Environment.ProcessId})"], _told);
    }

    [Fact]
    public async Task Who_needs_minutes_is_waited_for_all_the_same()
    {
        var other = RunLock.Acquire(Shop, SystemLock.Heal, _time, State);
        var entering = EnterAsync();
        await _time.WaitedForAsync(Poll);
        _time.Advance(TimeSpan.FromMinutes(5));
        await _time.WaitedForAsync(Poll);
        other.Dispose();
        _time.Advance(Poll);

        using var held = (await entering).Held;

        Assert.NotNull(held);
    }

    [Fact]
    public async Task A_run_is_not_waited_for()
    {
        using var other = RunLock.Acquire(Shop, "run stress", _time, State);

        var (held, run) = await EnterAsync();

        Assert.Null(held);
        Assert.Equal("run stress", run?.Purpose);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Who_never_ends_is_named_in_the_end()
    {
        using var other = RunLock.Acquire(Shop, SystemLock.Heal, _time, State);
        var entering = EnterAsync();
        await _time.WaitedForAsync(Poll);
        _time.Advance(TimeSpan.FromMinutes(11));

        var error = await Assert.ThrowsAsync<HostUnavailableException>(() => entering);

        Assert.StartsWith($"faultline services heal (pid {Environment.ProcessId}) is still at work on {Shop}", error.Message, StringComparison.Ordinal);
    }

    private Task<(RunLock? Held, LockHolder? Run)> EnterAsync() =>
        SystemLock.EnterAsync(Shop, SystemLock.Heal, _told.Add, _time, TestContext.Current.CancellationToken, State);
}
