using Faultline.Load.Models;

namespace Faultline.Recovery;

/// <summary>How many operations of a path would have been served in each slot without the fault.</summary>
/// <remarks>
/// What users begin in a second is their own doing, so it is taken from the very second: the expectation follows a load
/// that grows, and users who have just come and have not paused yet. To it comes what they did not begin because they
/// still waited, as the model of the load says (<see cref="ILoadModel.IterationsExpected"/>). What an iteration gets served
/// is taken from before the fault, so that one that failures cut short counts in full.
/// </remarks>
internal sealed class Expectation(ILoadModel model, UserSum[] users, Baseline before)
{
    /// <summary>
    /// Operations on the path expected to be served in a slot: below zero where users begin more than they have waited
    /// for yet, which the next slots make good.
    /// </summary>
    public double Served(int slot) => before.ServedPerIteration
        * model.IterationsExpected(new UserActivity(users[slot].Iterations, users[slot].Waiting), new IterationTimes(before.Wait, before.Pause));
}
