using Faultline.Faults.Triggers;

namespace Faultline.Tests.Faults.Triggers;

public class TriggerKindTests
{
    [Fact]
    public void Each_kind_is_found_by_its_name_and_makes_triggers_of_that_name() => Assert.All(TriggerKind.All, kind =>
    {
        Assert.Same(kind, TriggerKind.Find(kind.Name));
        Assert.Equal((kind.Name, 7d), (kind.At(7).Name, kind.At(7).Threshold));
    });

    [Fact]
    public void A_trigger_of_no_file_has_no_kind() => Assert.Null(TriggerKind.Find(new AnsweredTrigger(1).Name));
}
