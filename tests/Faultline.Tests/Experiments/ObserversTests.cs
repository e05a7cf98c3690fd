using Faultline.Experiments;

namespace Faultline.Tests.Experiments;

public sealed class ObserversTests
{
    [Fact]
    public void Warnings_of_before_are_kept_and_not_told_again()
    {
        var watcher = new Watcher();
        var observers = new Observers([watcher], ["before"]);

        observers.Warned("now");

        Assert.Equal(["before", "now"], observers.Warnings);
        Assert.Equal(["now"], watcher.Warnings);
    }

    private sealed class Watcher : IRunObserver
    {
        public List<string> Warnings { get; } = [];

        public void PhaseStarted(RunPhase phase, string text)
        {
        }

        public void Progressed(string what, long done, long total)
        {
        }

        public void LoadObserved(Faultline.Histories.LoadSnapshot snapshot)
        {
        }

        public void FaultChanged(string message)
        {
        }

        public void Noted(string message)
        {
        }

        public void Warned(string message) => Warnings.Add(message);
    }
}
