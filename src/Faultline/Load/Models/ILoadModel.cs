namespace Faultline.Load.Models;

/// <summary>The law by which users come and begin their work: two pure methods, which know of no clock and no chance.</summary>
/// <remarks>
/// Closed is the only law so far. An open one fits as it stands: each of its arrivals is a user, <see cref="StartOf"/> is
/// the time of the n-th arrival (drawn once, from a seed that the model is made with), so that users started by a time are the
/// arrivals until then (<see cref="LoadModels.UsersAt"/>); and since arrivals wait for nobody, <see cref="IterationsExpected"/>
/// is what began. That its users leave after one iteration is for their scenario to say (<see cref="VirtualUser.Leave"/>).
/// </remarks>
public interface ILoadModel
{
    /// <summary>The law's name, as results write it.</summary>
    string Name { get; }

    /// <summary>Users when all have started.</summary>
    int Users { get; }

    /// <summary>Users started per second.</summary>
    double SpawnRate { get; }

    /// <summary>When user number <paramref name="user"/> (from 0) starts, from the start of the load, no sooner than the one before; null where there is none.</summary>
    TimeSpan? StartOf(int user);

    /// <summary>
    /// How many iterations users would have begun in some time, had they waited for answers no longer than is usual. Below zero
    /// where they began more than they have waited for yet, which the time after makes good.
    /// </summary>
    /// <param name="seen">What they did in that time.</param>
    /// <param name="usual">How an iteration goes when all is well.</param>
    double IterationsExpected(UserActivity seen, IterationTimes usual);
}

/// <summary>What users did in some time.</summary>
/// <param name="Iterations">Iterations begun.</param>
/// <param name="Waiting">User-seconds from an operation intended to its end.</param>
public readonly record struct UserActivity(double Iterations, double Waiting);

/// <summary>How long a user takes for an iteration, in seconds.</summary>
/// <param name="Wait">Waiting for answers.</param>
/// <param name="Pause">Pausing before the next.</param>
public readonly record struct IterationTimes(double Wait, double Pause);
