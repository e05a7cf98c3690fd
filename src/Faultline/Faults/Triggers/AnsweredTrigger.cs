using Faultline.Histories;

namespace Faultline.Faults.Triggers;

/// <summary>
/// Fires at a number of operations that have ended: for a burst, whose length nobody knows. Not a trigger of <c>kill_config.json</c>.
/// </summary>
/// <param name="Threshold">The number of operations.</param>
public sealed record AnsweredTrigger(double Threshold) : Trigger(Threshold)
{
    /// <inheritdoc/>
    public override string Name => "answered";

    /// <inheritdoc/>
    protected override string Unit => "answers";

    /// <inheritdoc/>
    public override double ValueIn(LoadSnapshot snapshot) => snapshot.Completed;
}
