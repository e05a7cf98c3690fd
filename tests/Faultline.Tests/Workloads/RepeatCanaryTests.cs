using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Workloads;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Workloads;

public sealed class RepeatCanaryTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(Outcome.Ok, 2, RepeatRule.AppliesAgain)]
    [InlineData(Outcome.Unknown, 2, RepeatRule.AppliesAgain)]
    [InlineData(Outcome.Ok, 1, RepeatRule.AcceptedWithoutEffect)]
    [InlineData(Outcome.Failed, 1, RepeatRule.Refused)]
    [InlineData(Outcome.Unknown, 1, RepeatRule.Unknown)]
    [InlineData(Outcome.Ok, 0, RepeatRule.Unknown)]
    [InlineData(Outcome.Ok, 3, RepeatRule.Unknown)]
    [InlineData(Outcome.Ok, null, RepeatRule.Unknown)]
    public async Task What_the_accounts_show_in_the_end_is_the_rule(Outcome second, int? times, RepeatRule rule)
    {
        var trial = new Trial { Answers = [Outcome.Ok, second], Times = times };

        var canary = await RepeatCanary.RunAsync(trial, _time, TestContext.Current.CancellationToken);

        Assert.Equal(rule, await canary.LookAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, trial.Attempts);
    }

    [Theory]
    [InlineData(Outcome.Failed, false)]
    [InlineData(Outcome.Unknown, true)]
    public async Task A_first_that_is_not_accepted_ends_it(Outcome first, bool mayHaveBeenDone)
    {
        var trial = new Trial { Answers = [first] };

        var refused = await Assert.ThrowsAsync<TargetUnavailableException>(() => RepeatCanary.RunAsync(trial, _time, TestContext.Current.CancellationToken));

        Assert.Equal("a transfer of a cent was not accepted (no money)", refused.Message);
        Assert.Equal((mayHaveBeenDone, 1), (refused.MayHaveBeenDone, trial.Attempts));
    }

    [Fact]
    public async Task A_second_before_the_first_showed_tells_no_rule()
    {
        var trial = new Trial { Answers = [Outcome.Ok, Outcome.Ok], Times = 2, Shows = false };

        var running = RepeatCanary.RunAsync(trial, _time, TestContext.Current.CancellationToken);
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        Assert.Equal(RepeatRule.Unknown, await (await running).LookAsync(TestContext.Current.CancellationToken));
    }

    private sealed class Trial : IRepeatTrial
    {
        public required Outcome[] Answers { get; init; }

        public int? Times { get; init; }

        public bool Shows { get; init; } = true;

        public int Attempts { get; private set; }

        public string What => "a transfer of a cent";

        public Task<(Outcome Outcome, string Answer)> AttemptAsync(CancellationToken cancellationToken) => Task.FromResult((Answers[Attempts++], "no money"));

        public Task<bool> ShowsAsync(CancellationToken cancellationToken) => Task.FromResult(Shows);

        public Task<int?> TimesAsync(CancellationToken cancellationToken) => Task.FromResult(Times);
    }
}
