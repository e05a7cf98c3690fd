using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Histories;

namespace Faultline.Tests.Faults;

/// <summary>An injector over services in memory, with a real journal in a folder of its own.</summary>
internal sealed class InjectorFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("faultline-test-");
    private readonly ToldLines _told = new();

    public InjectorFixture(params FaultRule[] rules)
    {
        Journal = UndoJournal.In(_folder.FullName, Time);
        Clock = new RunClock(Time);
        Injector = new FaultInjector(new FaultPlan(rules), Host, Journal, Clock, new Random(1), _told.Tell);
    }

    public static TimeSpan Cap { get; } = TimeSpan.FromSeconds(10);

    public static TimeSpan ReadyPoll { get; } = TimeSpan.FromMilliseconds(50);

    public static TimeSpan StartRetry { get; } = TimeSpan.FromMilliseconds(250);

    public SteppedTime Time { get; } = new();

    public HostDouble Host { get; } = new HostDouble().With("order-service", 3).With("stock-service", 2);

    public UndoJournal Journal { get; }

    public RunClock Clock { get; }

    public FaultInjector Injector { get; }

    public string JournalPath => Path.Combine(_folder.FullName, "journal.jsonl");

    public FaultEvent Event => Assert.Single(Injector.Events);

    public static FaultRule Users(double threshold, string service = "order-service", int count = 1, double recovery = 0) =>
        Rules.Kill(new UsersTrigger(threshold), [service], count, recovery);

    public void Observe(int users = 0, double seconds = 0, double rps = 0) =>
        Injector.Observe(LoadSnapshot.Empty with { Elapsed = TimeSpan.FromSeconds(seconds), Users = users, RequestsPerSecond = rps });

    public Task<IReadOnlyList<string>> HealAsync() => Injector.HealAllAsync(Cap, TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<string>> HealForcedAsync(CancellationToken force) => Injector.HealAllAsync(Cap, force);

    /// <summary>Comes back when that many lines that begin so have been told.</summary>
    public Task ToldAsync(string beginning, int times = 1) => _told.ToldAsync(beginning, times);

    public void Dispose() => _folder.Delete(recursive: true);
}
