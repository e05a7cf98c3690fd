using Faultline.Experiments;

namespace Faultline.Tests.Experiments;

public sealed class ObserversTests
{
    [Fact]
    public void Warnings_of_before_are_kept_and_not_told_again()
    {
        var watcher = new RunWatcher();
        var observers = new Observers([watcher], ["before"]);

        observers.Warned("now");

        Assert.Equal(["before", "now"], observers.Warnings);
        Assert.Equal(["now"], watcher.Warnings);
    }

    [Fact]
    public void A_warning_is_kept_without_the_secrets_of_addresses()
    {
        var observers = new Observers([]);

        observers.Warned("cannot reach Docker at tcp://user:secret@engine:2375/ (\u001b\n)");

        Assert.Equal(["cannot reach Docker at tcp://***@engine:2375/ (\u001b\n)"], observers.Warnings);
    }

    [Fact]
    public void What_is_told_and_what_is_kept_has_its_secrets_hidden()
    {
        var watcher = new RunWatcher();
        var observers = new Observers([watcher], hide: text => text.Replace("hush", "***", StringComparison.Ordinal));

        observers.Warned("hush is wrong");
        observers.Planned("hush will be killed.");

        Assert.Equal(["*** is wrong"], observers.Warnings);
        Assert.Equal(["*** is wrong"], watcher.Warnings);
        Assert.Equal(["*** will be killed."], watcher.Plan);
    }

    [Fact]
    public void What_is_planned_and_what_waits_is_passed_on_and_is_no_warning()
    {
        var watcher = new RunWatcher();
        var observers = new Observers([watcher]);

        observers.Planned("a will be killed.");
        observers.KillsWaiting([1, 2]);

        Assert.Equal(["a will be killed."], watcher.Plan);
        Assert.Equal([1, 2], watcher.Waiting);
        Assert.Empty(observers.Warnings);
    }
}
