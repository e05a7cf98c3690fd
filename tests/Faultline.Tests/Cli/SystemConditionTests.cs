using Faultline.Cli.Hosts;
using Faultline.Faults.Actions;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Tests.Hosting;

namespace Faultline.Tests.Cli;

public sealed class SystemConditionTests
{
    private static readonly ServiceInstance Down = new(new ServiceName("order"), new InstanceId("order-1"), InstanceState.Exited);

    [Fact]
    public void What_the_journal_names_and_is_down_was_left_so_by_a_killed_run() => Assert.True(Condition(isHeld: false).IsLeftDown(Down));

    [Fact]
    public void While_somebody_is_at_work_nothing_is_left_down()
    {
        Assert.False(Condition(isHeld: true).IsLeftDown(Down));
        Assert.Empty(Condition(isHeld: true).Gone([]));
    }

    [Fact]
    public void What_runs_is_not_down() => Assert.False(Condition(isHeld: false).IsLeftDown(Down with { State = InstanceState.Running }));

    [Fact]
    public void What_its_host_brings_back_is_not_left_down() => Assert.False(Condition(isHeld: false).IsLeftDown(Down with { State = InstanceState.Restarting }));

    [Fact]
    public void A_look_leaves_no_trace()
    {
        using var root = new TempFolder();

        var condition = SystemCondition.Of("process:/shop", TimeProvider.System, new StateFolder(root.Path));

        Assert.Empty(condition.Pending);
        Assert.Empty(Directory.GetFileSystemEntries(root.Path));
    }

    [Fact]
    public void What_the_journal_does_not_name_was_put_down_by_somebody_else() =>
        Assert.False(Condition(isHeld: false).IsLeftDown(Down with { Id = new InstanceId("order-2") }));

    [Fact]
    public void A_later_instance_of_the_name_is_another_and_the_first_is_gone()
    {
        var later = Down with { Id = new InstanceId("order-1", "id") };

        Assert.False(Condition(isHeld: false).IsLeftDown(later));
        Assert.Equal(Down.Id, Assert.Single(Condition(isHeld: false).Gone([later])).Instance);
    }

    private static SystemCondition Condition(bool isHeld) =>
        new(isHeld, null, [], [new UndoEntry("1", default, "kill", Down.Service, Down.Id, InstanceState.Running)]);
}
