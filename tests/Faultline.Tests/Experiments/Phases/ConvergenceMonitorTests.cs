using Faultline.Experiments;
using Faultline.Experiments.Phases;
using Faultline.Histories;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Experiments.Phases;

public sealed class ConvergenceMonitorTests
{
    private static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(30);
    private static readonly HashSet<string> Accused = [StateDouble.Account];

    private readonly FakeTimeProvider _time = new();
    private readonly RunClock _clock;

    public ConvergenceMonitorTests() => _clock = new RunClock(_time);

    [Fact]
    public async Task Everything_is_read_once_and_only_what_may_still_move_again()
    {
        var state = State(_ => 7);

        var monitor = await SettleAsync(state);

        Assert.True(monitor.Reached);
        Assert.Equal([StateScope.Everything, StateScope.MayStillMove], state.Passes.Select(p => p.Scope));
        Assert.Equal((1_000, 100), (monitor.Convergence.Read, monitor.Convergence.ReadAgain));
    }

    [Theory]
    [InlineData(false, 0.1, 2)]
    [InlineData(false, 3, 6)]
    [InlineData(true, 0.1, 30)]
    public async Task The_first_reading_waits_for_the_time_out_only_where_something_was_disturbed(bool disturbed, double longest, double quiet)
    {
        var state = State(_ => 7);

        await SettleAsync(state, disturbed, longest);

        Assert.InRange(state.Passes[0].At.TotalSeconds, quiet, quiet + 0.1);
    }

    [Theory]
    [InlineData(false, 7)]
    [InlineData(true, 35)]
    public async Task Effects_that_come_after_the_answer_have_their_time_before_the_first_reading(bool disturbed, double quiet)
    {
        var state = State(_ => 7);

        await SettleAsync(state, disturbed, settleAfter: 5);

        Assert.InRange(state.Passes[0].At.TotalSeconds, quiet, quiet + 0.1);
    }

    [Fact]
    public async Task What_is_accused_must_stand_still_for_as_long_as_effects_may_come_even_beyond_the_cap()
    {
        var state = State(_ => 7);
        var monitor = await SettleAsync(state, cap: 5, settleAfter: 10);

        Assert.False(await Advancing(monitor.MovesAsync(Accused, CancellationToken.None)));

        Assert.True(monitor.Reached);
        Assert.InRange(_clock.Elapsed.TotalSeconds, 40, 41);
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(4, 8)]
    public async Task Two_agreeing_passes_span_twice_the_longest_operation(double longest, double span)
    {
        var state = State(_ => 7);

        await SettleAsync(state, longest: longest);

        Assert.True((state.Passes[^1].At - state.Passes[0].At).TotalSeconds >= span, $"{state.Passes[^1].At - state.Passes[0].At}");
    }

    [Fact]
    public async Task What_moved_has_everything_read_again_until_that_agrees()
    {
        // The first pass reads 2 s after the load; the balance moves between it and the next.
        var state = State(at => at < TimeSpan.FromSeconds(2.5) ? 7 : 8);

        var monitor = await SettleAsync(state);

        Assert.True(monitor.Reached);
        Assert.Equal([StateScope.Everything, StateScope.MayStillMove, StateScope.Everything], state.Passes.Select(p => p.Scope));
    }

    [Fact]
    public async Task A_state_that_never_rests_is_given_up_at_the_cap()
    {
        var state = State(at => (long)at.TotalMilliseconds);

        var monitor = await SettleAsync(state);

        Assert.False(monitor.Reached);
        Assert.InRange(monitor.Convergence.WaitedSeconds, 60, 65);
    }

    [Fact]
    public async Task A_state_that_never_rests_is_given_up_though_its_passes_leave_no_time_to_wait()
    {
        var state = State(at => (long)at.TotalMilliseconds, _ => _time.Advance(TimeSpan.FromSeconds(10)));

        var monitor = await SettleAsync(state);

        Assert.False(monitor.Reached);
        Assert.InRange(state.Passes.Count, 6, 9);
    }

    [Fact]
    public async Task Reading_that_takes_longer_than_the_cap_does_not_count_against_it()
    {
        var state = State(_ => 7, scope => _time.Advance(scope.All ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(30)));

        var monitor = await SettleAsync(state);

        Assert.True(monitor.Reached);
        Assert.True(monitor.Convergence.WaitedSeconds < 2, $"{monitor.Convergence.WaitedSeconds} s");
    }

    [Fact]
    public async Task What_is_accused_stands_still_once_the_time_out_has_passed_since_the_last_operation()
    {
        var state = State(_ => 7);
        var monitor = await SettleAsync(state);

        var moves = await Advancing(monitor.MovesAsync(Accused, CancellationToken.None));

        Assert.False(moves);
        Assert.True(monitor.Reached);
        Assert.True(state.Passes[^1].At >= ServerTimeout, $"{state.Passes[^1].At}");
        Assert.All(state.Passes[2..], p => Assert.Equal(Accused, p.Scope.Named));
    }

    [Fact]
    public async Task What_is_accused_is_read_once_more_where_the_time_out_has_passed_already()
    {
        var state = State(_ => 7);
        var monitor = await SettleAsync(state, disturbed: true);
        var before = _clock.Elapsed;

        Assert.False(await Advancing(monitor.MovesAsync(Accused, CancellationToken.None)));

        Assert.Equal(3, state.Passes.Count);
        Assert.Equal(before, _clock.Elapsed);
    }

    [Fact]
    public async Task What_is_accused_and_moves_late_is_told_at_once_and_must_then_stand_still_anew()
    {
        var state = State(at => at < TimeSpan.FromSeconds(26) ? 7 : 8);
        var monitor = await SettleAsync(state);

        Assert.True(await Advancing(monitor.MovesAsync(Accused, CancellationToken.None)));
        var moved = _clock.Elapsed;
        Assert.False(await Advancing(monitor.MovesAsync(Accused, CancellationToken.None)));

        // A second passes before the change is told, so that audits do not follow one another at once.
        Assert.InRange(moved.TotalSeconds, 26, 28.5);
        Assert.True(_clock.Elapsed - moved >= ServerTimeout - TimeSpan.FromSeconds(1), $"{_clock.Elapsed - moved}");
    }

    [Fact]
    public async Task After_something_moved_everything_is_read_once_more_before_it_is_cleared()
    {
        var state = State(at => at < TimeSpan.FromSeconds(10) ? 7 : 8);
        var monitor = await SettleAsync(state);
        Assert.False(await monitor.MovedElsewhereAsync(CancellationToken.None));
        await Advancing(monitor.MovesAsync(Accused, CancellationToken.None));

        Assert.False(await Advancing(monitor.MovedElsewhereAsync(CancellationToken.None)));

        Assert.Equal(StateScope.Everything, state.Passes[^1].Scope);
    }

    [Fact]
    public async Task What_is_accused_and_has_not_stood_still_at_the_cap_has_not_come_to_rest()
    {
        // It moves every 20 s, so that it never stands still for 30.
        var state = State(at => (long)(at / TimeSpan.FromSeconds(20)));
        var monitor = await SettleAsync(state);

        var rounds = 0;
        while (await Advancing(monitor.MovesAsync(Accused, CancellationToken.None))) rounds++;

        Assert.False(monitor.Reached);
        Assert.InRange(rounds, 2, 4);
    }

    [Fact]
    public async Task What_is_accused_and_moves_at_every_reading_is_given_up_after_as_many_audits_as_the_cap_has_seconds()
    {
        var state = State(at => at < TimeSpan.FromSeconds(5) ? 7 : (long)at.TotalMilliseconds);
        var monitor = await SettleAsync(state);

        var rounds = 0;
        while (await Advancing(monitor.MovesAsync(Accused, CancellationToken.None))) rounds++;

        Assert.False(monitor.Reached);
        Assert.InRange(rounds, 10, 60);
    }

    [Fact]
    public async Task A_cap_below_the_time_out_does_not_keep_an_accusation_from_being_confirmed()
    {
        var state = State(_ => 7);
        var monitor = await SettleAsync(state, cap: 5);

        Assert.False(await Advancing(monitor.MovesAsync(Accused, CancellationToken.None)));

        Assert.True(monitor.Reached);
    }

    [Theory]
    [InlineData(1000, 40, 970)]
    [InlineData(1000, 1000, 250)]
    [InlineData(1000, 1400, 0)]
    [InlineData(-50, 400, 0)]
    public void Passes_pause_only_where_they_do_not_fill_the_span_themselves(int leftMs, int passMs, int pauseMs) => Assert.Equal(
        TimeSpan.FromMilliseconds(pauseMs), ConvergenceMonitor.PauseBefore(TimeSpan.FromMilliseconds(leftMs), TimeSpan.FromMilliseconds(passMs)));

    private static StateDouble State(Func<TimeSpan, long> balance, Action<StateScope>? reading = null) =>
        new(balance) { Reading = reading ?? (_ => { }) };

    private async Task<ConvergenceMonitor> SettleAsync(StateDouble state, bool disturbed = false, double longest = 0.1, double cap = 60, double settleAfter = 0)
    {
        var limits = new SettleLimits(TimeSpan.Zero, ServerTimeout, TimeSpan.FromSeconds(longest), disturbed, TimeSpan.FromSeconds(cap))
        {
            SettleAfter = TimeSpan.FromSeconds(settleAfter),
        };
        var monitor = new ConvergenceMonitor(state, _clock, new Observers([]), limits);
        await Advancing(monitor.SettleAsync(CancellationToken.None));
        return monitor;
    }

    private async Task Advancing(Task task)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await task;
    }

    private async Task<T> Advancing<T>(Task<T> task)
    {
        await Advancing((Task)task);
        return await task;
    }
}
