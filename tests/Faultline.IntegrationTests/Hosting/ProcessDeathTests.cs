using System.Diagnostics;
using Faultline.Hosting.Machine;
using Faultline.Hosting.Watchdogs;

namespace Faultline.IntegrationTests.Hosting;

public sealed class ProcessDeathTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_told_when_the_process_has_ended_and_not_before(bool byLooks)
    {
        using var process = Process.Start("sleep", "1000");
        var identity = ProcessIdentity.Of(process.Id)!.Value;

        var death = byLooks ? ProcessDeath.LookAsync(identity, TimeProvider.System) : ProcessDeath.WaitAsync(identity, TimeProvider.System);
        var early = await Task.WhenAny(death, Task.Delay(100, TestContext.Current.CancellationToken)) == death;
        process.Kill();
        await death;

        Assert.False(early);
    }

    [Fact]
    public async Task Of_a_process_that_has_ended_or_whose_pid_is_anothers_it_is_told_at_once()
    {
        await ProcessDeath.WaitAsync(new ProcessIdentity(int.MaxValue, 1), TimeProvider.System);
        await ProcessDeath.WaitAsync(ProcessIdentity.Of(Environment.ProcessId)!.Value with { StartTime = 1 }, TimeProvider.System);
    }
}
