using Faultline.Experiments;
using Faultline.Faults;

namespace Faultline.Tests.Experiments;

public class FaultStagesTests
{
    private static readonly FaultEvent Planned = new(new TriggerCause("answered", 200, 0), "kill", "order-service", "order-service-1", 2);
    private static readonly FaultEvent Called = Planned with { CalledAt = TimeSpan.FromSeconds(1) };
    private static readonly FaultEvent Ready = Called with { HealedAt = TimeSpan.FromSeconds(3), ReadyAt = TimeSpan.FromSeconds(4) };

    [Fact]
    public void A_fault_is_ahead_until_it_is_called_and_stands_until_it_is_ready_again()
    {
        Assert.Equal(FaultStage.Ahead, FaultStages.Of([]));
        Assert.Equal(FaultStage.Ahead, FaultStages.Of([Planned]));
        Assert.Equal(FaultStage.Standing, FaultStages.Of([Called]));
        Assert.Equal(FaultStage.Over, FaultStages.Of([Ready]));
    }

    [Fact]
    public void Of_several_the_last_to_be_ready_ends_it() => Assert.Equal(FaultStage.Standing, FaultStages.Of([Ready, Called]));

    [Fact]
    public void A_fault_that_is_meant_to_stay_is_not_waited_for() => Assert.Equal(FaultStage.Over, FaultStages.Of([Called with { RecoveryTime = 0 }]));
}
