using Faultline.Hosting.Machine;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Watchdogs;

namespace Faultline.Tests.Hosting;

public sealed class WatchdogRecordsTests : IDisposable
{
    private static readonly ProcessIdentity Me = ProcessIdentity.Of(Environment.ProcessId)!.Value;
    private static readonly ProcessIdentity Dead = Me with { StartTime = 1 };
    private static readonly WatchdogOrder Order = new("run stress", ["process:/shop"]);

    private readonly TempFolder _root = new();

    private WatchdogRecords Records => new(new StateFolder(_root.Path));

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Of_a_system_those_are_told_that_live_with_whom_they_watch()
    {
        Records.Write(new WatchdogRecord(Me, Dead, Order));

        Assert.Equal([new LivingWatchdog(Me.Pid, Me.Pid, false, "run stress")], Of("process:/shop"));
        Assert.Empty(Of("process:/another"));
    }

    [Fact]
    public void One_that_has_died_is_told_no_more_and_goes_with_the_next()
    {
        var dead = new ProcessIdentity(1, 0);
        Records.Write(new WatchdogRecord(dead, Me, Order));
        Assert.Empty(Of("process:/shop"));

        Records.Write(new WatchdogRecord(Me, Me, Order));

        Assert.Equal([Me.Pid], Records.Read(_ => { }).Select(r => r.Watchdog.Pid));
    }

    [Fact]
    public void A_post_is_of_the_very_process_on_record()
    {
        Assert.Null(WatchdogPost.OfThisProcess(new StateFolder(_root.Path)));

        Records.Write(new WatchdogRecord(Me, Dead, Order));
        Assert.Equal("run stress", WatchdogPost.OfThisProcess(new StateFolder(_root.Path))?.Order.Purpose);

        Records.Write(new WatchdogRecord(Dead, Me, Order));
        Assert.Null(WatchdogPost.OfThisProcess(new StateFolder(_root.Path)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"Watchdog":{"Pid":5},"Tool":{"Pid":6},"Order":{"Purpose":"x"}}""")]
    public void A_damaged_record_is_told_by_name(string text)
    {
        Directory.CreateDirectory(Records.Folder);
        var file = Path.Combine(Records.Folder, "5.json");
        File.WriteAllText(file, text);
        var damaged = new List<HostUnavailableException>();

        Assert.Empty(Records.Read(damaged.Add));

        Assert.Contains(file, Assert.Single(damaged).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<LivingWatchdog> Of(string system) => Watchdog.Of(system, e => throw e, new StateFolder(_root.Path));
}
