namespace Faultline.Recovery;

/// <summary>How many operations of a path would have been served in each second without the fault.</summary>
/// <remarks>
/// By the response time law of interactive systems (Denning &amp; Buzen, "The operational analysis of queueing network
/// models", 1978), N users who wait R and pause Z seconds begin N / (R + Z) iterations a second. N and Z are taken from
/// the very second, since they are the users' own and the system cannot change them: so the expectation follows a load
/// that grows, and users who have just begun and have not paused yet. R, and what an iteration gets served, are taken
/// from before the fault. Users who hang and iterations cut short are thereby counted as lost, although nothing was
/// offered for them.
/// </remarks>
internal sealed class Expectation(CrowdSum[] crowd, Baseline before)
{
    // With fewer iterations, the pause is not known well enough from one second.
    private const int EnoughIterations = 20;
    private const int WidestReach = 5;

    /// <summary>Operations on the path expected to be served in a second.</summary>
    public double Served(int second) => before.ServedPerIteration * Iterations(second);

    private double Iterations(int second)
    {
        var around = crowd[second];
        for (var reach = 1; reach <= WidestReach && around.Iterations < EnoughIterations; reach++)
        {
            if (second - reach >= 0) around += crowd[second - reach];
            if (second + reach < crowd.Length) around += crowd[second + reach];
        }

        // One iteration of before, for seconds in which all hang and none begins.
        var pause = (around.Pausing + before.Pause) / (around.Iterations + 1);
        return crowd[second].Present / (before.Wait + pause);
    }
}
