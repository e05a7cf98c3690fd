using Faultline.Experiments;
using Faultline.Tests.Faults;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public class BatchCallsTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(30);
    private readonly SteppedTime _time = new();
    private readonly Observers _observer = new([]);
    private readonly BatchCalls _batch;
    private int _calls;

    public BatchCallsTests() => _batch = new BatchCalls(_time, ServerTimeout, _observer);

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_answered_is_called_once_and_not_waited_for()
    {
        await _batch.CallAsync(Answer, Never);
        await _batch.SettleAsync(Never);

        Assert.Equal(1, _calls);
        Assert.Empty(_observer.Warnings);
    }

    [Fact]
    public async Task A_call_without_answer_is_repeated_and_the_servers_time_out_waited_for()
    {
        var call = _batch.CallAsync(ct => ++_calls == 1 ? throw Unanswered() : Task.CompletedTask, Never);
        await _time.PassAsync(Pause);
        await call;
        var settling = _batch.SettleAsync(Never);

        Assert.Equal(2, _calls);
        Assert.False(settling.IsCompleted);
        await _time.PassAsync(ServerTimeout - Pause);
        await settling;
        await _batch.SettleAsync(Never);
    }

    [Fact]
    public async Task Three_calls_without_answer_are_enough()
    {
        var call = _batch.CallAsync(ct =>
        {
            _calls++;
            throw Unanswered();
        }, Never);
        await _time.PassAsync(Pause);
        await _time.PassAsync(Pause);

        await Assert.ThrowsAsync<TargetUnavailableException>(() => call);
        Assert.Equal(3, _calls);
    }

    [Fact]
    public async Task A_refusal_is_not_repeated()
    {
        await Assert.ThrowsAsync<TargetUnavailableException>(() => _batch.CallAsync(ct =>
        {
            _calls++;
            throw new TargetUnavailableException("refused");
        }, Never));

        Assert.Equal(1, _calls);
    }

    [Theory]
    [InlineData(7L)]
    [InlineData(100L)]
    public async Task What_a_move_without_answer_did_is_looked_at_when_it_can_do_no_more(long balance)
    {
        var move = _batch.MoveAsync(ct => throw Unanswered(), expected: 7, ct => Task.FromResult<long?>(balance), Never);
        await _time.PassAsync(ServerTimeout);

        Assert.Equal(balance, await move);
    }

    [Fact]
    public async Task A_move_that_is_answered_is_believed() =>
        Assert.Equal(7, await _batch.MoveAsync(Answer, expected: 7, ct => throw new InvalidOperationException("not read"), Never));

    private Task Answer(CancellationToken ct)
    {
        _calls++;
        return Task.CompletedTask;
    }

    private static TargetUnavailableException Unanswered() => new("no answer") { MayHaveBeenDone = true };
}
