using Faultline.Workloads.Http.Model;

namespace Faultline.Workloads.Http.Plans;

/// <summary>Draws whole numbers.</summary>
internal static class Draws
{
    /// <summary>One of the step's numbers, each equally likely; the largest number there is, is never drawn.</summary>
    public static long From(this DrawStep step, Random random) =>
        step.Least == step.Most ? step.Least : random.NextInt64(step.Least, Math.Min(step.Most, long.MaxValue - 1) + 1);

    /// <summary>The smallest of the step's numbers that moves anything.</summary>
    public static long Smallest(this DrawStep step) =>
        step.Least > 0 ? step.Least : step.Most >= 1 ? 1 : step.Most == 0 && step.Least < 0 ? -1 : step.Most;
}
