using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Experiments.Phases;
using Faultline.Histories;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Experiments.Phases;

public sealed class ConfirmedAuditTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RunClock _clock;

    public ConfirmedAuditTests() => _clock = new RunClock(_time);

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(29)]
    public async Task An_effect_that_comes_before_the_time_out_is_transient_and_no_anomaly(int seconds)
    {
        var (judged, audit) = await RunAsync(at => at < TimeSpan.FromSeconds(seconds) ? 100 : 99);

        Assert.True(judged.Conditions.Converged);
        Assert.Empty(audit.Anomalies);
        Assert.NotEmpty(audit.Transients);
    }

    [Fact]
    public async Task An_effect_that_never_comes_is_an_anomaly_and_not_before_the_time_out()
    {
        var (judged, audit) = await RunAsync(_ => 100);

        Assert.True(judged.Conditions.Converged);
        Assert.NotEmpty(audit.Anomalies);
        Assert.True(_clock.Elapsed >= TimeSpan.FromSeconds(30), $"{_clock.Elapsed}");
    }

    [Fact]
    public async Task A_clean_run_is_judged_in_a_few_seconds()
    {
        var (_, audit) = await RunAsync(_ => 99);

        Assert.Empty(audit.Anomalies);
        Assert.Empty(audit.Transients);
        Assert.True(_clock.Elapsed <= TimeSpan.FromSeconds(4), $"{_clock.Elapsed}");
    }

    [Fact]
    public async Task A_state_that_never_rests_is_judged_as_one_that_has_not_converged()
    {
        var (judged, audit) = await RunAsync(at => 99 - (long)at.TotalMilliseconds);

        Assert.False(judged.Conditions.Converged);
        Assert.Empty(audit.Anomalies);
    }

    [Fact]
    public async Task A_state_that_waits_for_a_service_that_is_still_down_accuses_nobody()
    {
        var (_, audit) = await RunAsync(_ => 100, notHealed: 1);

        Assert.Empty(audit.Anomalies);
    }

    [Fact]
    public async Task An_accusation_that_rests_on_a_rule_which_shows_late_is_withdrawn()
    {
        // Two attempts were answered ok and both took: right where a repetition applies again, which shows after 20 s only.
        var (judged, audit) = await RunAsync(
            _ => 98, attempts: 2, rule: at => at < TimeSpan.FromSeconds(20) ? RepeatRule.AcceptedWithoutEffect : RepeatRule.AppliesAgain);

        Assert.Equal(RepeatRule.AppliesAgain, Assert.Single(judged.Books.Kinds).Repeat);
        Assert.Empty(audit.Anomalies);
    }

    private async Task<(JudgedBooks Books, AuditResult Audit)> RunAsync(
        Func<TimeSpan, long> balance, int attempts = 1, int notHealed = 0, Func<TimeSpan, RepeatRule>? rule = null)
    {
        var state = new StateDouble(balance)
        {
            Attempts = [.. Enumerable.Range(0, attempts).Select(i => new Attempt(i, Outcome.Ok, TimeSpan.Zero, TimeSpan.FromMilliseconds(5)))],
            Rule = rule ?? (_ => RepeatRule.Refused),
        };
        var limits = new SettleLimits(
            TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(5), Disturbed: false, TimeSpan.FromSeconds(120));
        var monitor = new ConvergenceMonitor(state, _clock, new Observers([]), limits);
        var running = ConfirmedAudit.RunAsync(
            monitor,
            async token => new JudgedBooks(
                await state.AssembleAsync(token), [], new RunConditions { Finished = true, Converged = monitor.Reached, NotHealed = notHealed }),
            new Observers([]),
            CancellationToken.None);
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        return await running;
    }
}
