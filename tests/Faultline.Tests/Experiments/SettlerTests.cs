using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Experiments;

public sealed class SettlerTests
{
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.Zero };

    [Fact]
    public async Task Three_sweeps_that_agree_over_the_least_span_settle_it()
    {
        var settled = await SettleAsync(sweep => 7, longest: TimeSpan.Zero);

        Assert.True(settled.Convergence.Reached);
        Assert.True(settled.Convergence.Sweeps >= 3, $"{settled.Convergence.Sweeps} sweeps");
    }

    [Fact]
    public async Task The_span_is_twice_the_longest_operation()
    {
        var short_ = await SettleAsync(sweep => 7, longest: TimeSpan.FromSeconds(1));
        var long_ = await SettleAsync(sweep => 7, longest: TimeSpan.FromSeconds(10));

        Assert.True(short_.Convergence.Seconds >= 2, $"{short_.Convergence.Seconds} s");
        Assert.True(long_.Convergence.Seconds >= 20, $"{long_.Convergence.Seconds} s");
    }

    [Fact]
    public async Task A_state_that_moves_late_is_judged_at_its_rest_with_the_first_sweep_kept()
    {
        var settled = await SettleAsync(sweep => sweep < 5 ? sweep : 5, longest: TimeSpan.Zero);

        Assert.True(settled.Convergence.Reached);
        Assert.Equal((0, 5), (((Reading)settled.First).Value, ((Reading)settled.Last).Value));
    }

    [Fact]
    public async Task A_state_that_never_rests_is_given_up_at_the_cap()
    {
        var settled = await SettleAsync(sweep => sweep, longest: TimeSpan.Zero);

        Assert.False(settled.Convergence.Reached);
        Assert.InRange(settled.Convergence.Seconds, 30, 32);
    }

    [Fact]
    public async Task Nothing_is_read_before_the_quiet_time_has_passed()
    {
        TimeSpan? first = null;
        var begun = _time.GetTimestamp();

        await SettleAsync(
            sweep =>
            {
                first ??= _time.GetElapsedTime(begun);
                return 7;
            },
            longest: TimeSpan.Zero,
            quiet: TimeSpan.FromSeconds(5));

        Assert.True(first >= TimeSpan.FromSeconds(5), $"{first}");
    }

    [Theory]
    [InlineData(2, 1000, 40, 470)]
    [InlineData(2, 9000, 40, 1000)]
    [InlineData(2, 1000, 400, 200)]
    [InlineData(1, 400, 400, 100)]
    [InlineData(2, 1000, 600, 50)]
    [InlineData(2, 1000, 700, 0)]
    [InlineData(0, 5000, 400, 1000)]
    [InlineData(0, 100, 400, 0)]
    [InlineData(1, -50, 400, 0)]
    public void Sweeps_pause_only_where_they_do_not_fill_the_span_themselves(int missing, int leftMs, int sweepMs, int pauseMs) => Assert.Equal(
        TimeSpan.FromMilliseconds(pauseMs),
        Settler.PauseBefore(missing, TimeSpan.FromMilliseconds(leftMs), TimeSpan.FromMilliseconds(sweepMs)));

    [Fact]
    public async Task Slow_sweeps_follow_one_another_and_still_agree_over_the_whole_span()
    {
        TimeSpan? rested = null;
        var begun = _time.GetTimestamp();

        var settled = await SettleAsync(
            sweep =>
            {
                // A sweep of 700 ms, as far as the clock can tell.
                _time.Advance(TimeSpan.FromMilliseconds(700));
                rested ??= _time.GetElapsedTime(begun);
                return 7;
            },
            longest: TimeSpan.Zero);

        Assert.True(settled.Convergence.Reached);
        Assert.Equal(3, settled.Convergence.Sweeps);
        Assert.True(_time.GetElapsedTime(begun) - rested >= TimeSpan.FromSeconds(1), $"{_time.GetElapsedTime(begun) - rested}");
    }

    private async Task<SettledState> SettleAsync(Func<int, int> state, TimeSpan longest, TimeSpan quiet = default)
    {
        var settling = new Settler(new Sweeps(state), new Observers([]), _time)
            .SettleAsync(quiet, longest, TimeSpan.FromSeconds(30), _time.GetTimestamp(), CancellationToken.None);
        while (!settling.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        return await settling;
    }

    private sealed record Reading(int Value) : IStateReading
    {
        public int Unreadable => 0;

        public bool Agrees(IStateReading other) => Equals(other);
    }

    private sealed class Sweeps(Func<int, int> state) : IWorkload
    {
        private int _sweep;

        public string Population => "";

        public Coverage Coverage => Coverage.Unplanned;

        public UserBehaviour? Behaviour => null;

        public RepeatRule? Repeat => RepeatRule.Refused;

        public string TransactionKind => "checkout";

        public bool Reaches(string kind, string service) => true;

        public IScenario Scenario => throw new NotSupportedException();

        public Task CheckTargetsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task PrepareAsync(IRunObserver observer, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Told(FaultStage stage)
        {
        }

        public Task CollectAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IStateReading> SweepAsync(IRunObserver observer, CancellationToken cancellationToken) =>
            Task.FromResult<IStateReading>(new Reading(state(_sweep++)));

        public Task<Books> AssembleAsync(IStateReading first, IStateReading last, IRunObserver observer, CancellationToken cancellationToken) =>
            Task.FromResult(new Books([], [], [], RepeatRule.Refused));

        public ClassicFigures? Figures() => null;
    }
}
