using Faultline.Faults;
using Faultline.Faults.Actions;
using Faultline.Faults.Triggers;

namespace Faultline.Tests.Faults;

/// <summary>Rules that kill.</summary>
internal static class Rules
{
    public static FaultRule Kill(Trigger trigger, IReadOnlyList<string> services, int count = 1, double duration = 0) =>
        new(trigger, new KillAction(), new FaultTarget(services, count), duration);
}
