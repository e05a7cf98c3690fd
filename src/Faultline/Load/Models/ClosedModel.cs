namespace Faultline.Load.Models;

/// <summary>
/// A closed model: a number of users, started one after the other, of whom each waits for its answer before it asks
/// again. User <c>i</c> starts at <c>i / SpawnRate</c>.
/// </summary>
/// <param name="Users">Users when all are started, from 1 to <see cref="LoadPlan.MostUsers"/>.</param>
/// <param name="SpawnRate">Users started per second.</param>
public sealed record ClosedModel(int Users, double SpawnRate) : ILoadModel
{
    /// <inheritdoc/>
    public string Name => "closed";

    /// <inheritdoc/>
    public TimeSpan? StartOf(int user) => user < Users ? new((long)Math.Ceiling(user * TimeSpan.TicksPerSecond / SpawnRate)) : null;

    /// <inheritdoc/>
    /// <remarks>
    /// A user who waits R and pauses Z seconds begins an iteration every R + Z (the response time law of interactive systems;
    /// Denning &amp; Buzen, "The operational analysis of queueing network models", 1978): each second of waiting beyond what the
    /// iterations begun would usually have taken costs 1 / (R + Z) of one.
    /// </remarks>
    public double IterationsExpected(UserActivity seen, IterationTimes usual)
    {
        var waitedMore = seen.Waiting - usual.Wait * seen.Iterations;
        return seen.Iterations + waitedMore / (usual.Wait + usual.Pause);
    }
}
