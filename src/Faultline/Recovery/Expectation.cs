namespace Faultline.Recovery;

/// <summary>How many operations of a path would have been served in each slot without the fault.</summary>
/// <remarks>
/// What users begin in a second is their own doing, so it is taken from the very second: the expectation follows a load
/// that grows, and users who have just come and have not paused yet. To it comes what they did not begin because they
/// still waited. A user who waits R and pauses Z seconds begins an iteration every R + Z (the response time law of
/// interactive systems; Denning &amp; Buzen, "The operational analysis of queueing network models", 1978): each second of
/// waiting beyond what the iterations begun would have taken before the fault costs 1 / (R + Z) of one. What an
/// iteration gets served is taken from before, too, so that one that failures cut short counts in full.
/// </remarks>
internal sealed class Expectation(CrowdSum[] crowd, Baseline before)
{
    /// <summary>
    /// Operations on the path expected to be served in a slot: below zero where users begin more than they have waited
    /// for yet, which the next slots make good.
    /// </summary>
    public double Served(int slot)
    {
        var users = crowd[slot];
        var waitedMore = users.Waiting - before.Wait * users.Iterations;
        return before.ServedPerIteration * (users.Iterations + waitedMore / (before.Wait + before.Pause));
    }
}
