using Faultline.Cli;
using Faultline.Cli.Shop.Commands;
using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Hosting;
using Faultline.Tests.Faults;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Cli;

public class KillMomentTests
{
    private static readonly ConsistencySize Classic = new();

    [Fact]
    public void With_another_replica_the_kill_comes_before_the_checkouts()
    {
        var moment = KillMoment.Choose(Plan(), null, Classic, Instances(2));

        Assert.Null(moment.BurstFault);
        Assert.Equal(Plan().Rules, moment.Plan.Rules, (a, b) => (a.Trigger, a.Duration) == (b.Trigger, b.Duration));
        Assert.Equal("order-service will be killed before the first checkout, since another replica of each stays up.", Assert.Single(moment.Notes(100)));
        Assert.Equal(int.MaxValue, moment.InFlight(1000));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    public void Without_one_it_comes_at_a_fifth_of_the_answers_with_a_recovery_of_two_seconds(int instances, int count)
    {
        var moment = KillMoment.Choose(Plan(count), null, Classic, Instances(instances));

        var rule = Assert.Single(moment.Plan.Rules);
        Assert.Equal((new AnsweredTrigger(200), 2d, count), (rule.Trigger, rule.Duration, rule.Target.Count));
        Assert.Equal((200, TimeSpan.FromSeconds(2)), (moment.BurstFault!.After, moment.BurstFault.Recovery));
        Assert.Equal(25, moment.InFlight(1000));
        Assert.StartsWith(
            "order-service will be killed when 200 of 1,000 checkouts are answered, since no other replica of order-service stays up", moment.Notes(25)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_recovery_time_that_was_given_is_kept() =>
        Assert.Equal(5, Assert.Single(KillMoment.Choose(Plan(), 5, Classic, Instances(1)).Plan.Rules).Duration);

    [Fact]
    public void An_instance_that_is_down_is_no_other_replica() =>
        Assert.NotNull(KillMoment.Choose(Plan(), null, Classic, [.. Instances(1), new ServiceInstance(new ServiceName("order-service"), new InstanceId("order-service-2"), InstanceState.Exited)]).BurstFault);

    [Theory]
    [InlineData(100, true)]
    [InlineData(201, false)]
    public void Pieces_that_are_gone_by_then_are_told_of(int stock, bool told) =>
        Assert.Equal(told, KillMoment.Choose(Plan(), null, Classic with { Stock = stock }, Instances(1)).Notes(25).Any(n => n.Contains("--kill-at 5%", StringComparison.Ordinal)));

    [Theory]
    [InlineData("before", true)]
    [InlineData("20%", true)]
    [InlineData("0.5%", true)]
    [InlineData("20", false)]
    [InlineData("0%", false)]
    [InlineData("100%", false)]
    [InlineData("20 %", false)]
    [InlineData("05%", false)]
    [InlineData("1e1%", false)]
    [InlineData("2,5%", false)]
    [InlineData("after", false)]
    public void The_option_is_read_strictly(string text, bool taken) =>
        Assert.Equal(taken, CommandLine.Create().Parse(["test", "--kill-services", "a", "--kill-at", text]).Errors.Count == 0);

    [Fact]
    public async Task A_share_of_the_checkouts_is_not_rounded_up_by_what_is_no_part_of_it() => Assert.Equal(
        22,
        (await KillMoment.ChooseAsync("5.5%", Plan(), null, Classic with { Orders = 400 }, null, TestContext.Current.CancellationToken)).BurstFault!.After);

    private static FaultPlan Plan(int count = 1) => new([Rules.Kill(new TimeTrigger(0), ["order-service"], count)]);

    private static ServiceInstance[] Instances(int count) =>
        [.. Enumerable.Range(1, count).Select(n => new ServiceInstance(new ServiceName("order-service"), new InstanceId($"order-service-{n}"), InstanceState.Running))];
}
