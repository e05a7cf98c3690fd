using Faultline.Faults.Triggers;
using Faultline.Histories;

namespace Faultline.Tests.Faults.Triggers;

public class TriggerTests
{
    private static readonly LoadSnapshot Snapshot = LoadSnapshot.Empty with
    {
        Elapsed = TimeSpan.FromSeconds(12.5), Users = 40, Ok = 3, Failed = 2, Unknown = 1, RequestsPerSecond = 99.5,
    };

    private static readonly PlannedLoad Load = PlannedLoads.Of(100, TimeSpan.FromSeconds(5), spawnRate: 10);

    public static TheoryData<Trigger, string, string, double> Watched => new()
    {
        { new UsersTrigger(30), "users", "30 users", 40 },
        { new TimeTrigger(7.25), "time", "7.25 s", 12.5 },
        { new RpsTrigger(250), "rps", "250 requests/s", 99.5 },
        { new AnsweredTrigger(200), "answered", "200 answers", 6 },
    };

    public static TheoryData<Trigger, double?> Due => new()
    {
        { new UsersTrigger(0), 0 },
        { new UsersTrigger(31), 3 },
        { new UsersTrigger(100), 9.9 },
        { new UsersTrigger(100.5), double.PositiveInfinity },
        { new UsersTrigger(1e300), double.PositiveInfinity },
        { new TimeTrigger(7), 7 },
        { new RpsTrigger(1), null },
        { new AnsweredTrigger(1), null },
    };

    public static TheoryData<Trigger, string> NotDue => new()
    {
        { new UsersTrigger(101), "the load has 100 users" },
        { new UsersTrigger(90), "50 of 100 users have started when the load ends" },
        { new TimeTrigger(6), "the load ends after 5 s" },
    };

    [Theory]
    [MemberData(nameof(Watched))]
    public void A_trigger_has_a_name_a_threshold_with_its_unit_and_a_value_in_the_load(Trigger trigger, string name, string threshold, double value) =>
        Assert.Equal((name, threshold, value), (trigger.Name, trigger.ThresholdText, trigger.ValueIn(Snapshot)));

    [Theory]
    [MemberData(nameof(Due))]
    public void When_it_is_due_is_told_as_far_as_it_can_be_known(Trigger trigger, double? due) => Assert.Equal(due, trigger.DueIn(Load));

    [Theory]
    [MemberData(nameof(NotDue))]
    public void Why_it_is_not_due_in_the_load_is_told(Trigger trigger, string why) => Assert.Equal(why, trigger.WhyNotDue(Load));
}
