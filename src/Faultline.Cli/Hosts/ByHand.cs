using Faultline.Hosting;

namespace Faultline.Cli.Hosts;

/// <summary>
/// What a person does to a system by hand: one such act at a time, and none beside a heal, which would undo it halfway.
/// Beside a run it is done all the same, with a warning.
/// </summary>
internal static class ByHand
{
    /// <summary>Takes what keeps others out until it is disposed.</summary>
    /// <exception cref="HostUnavailableException">Somebody else is not done in time, or the state folder cannot be used.</exception>
    public static async Task<IDisposable> EnterAsync(string system, string purpose, TimeProvider time, CancellationToken cancellationToken)
    {
        var (held, run) = await SystemLock.EnterAsync(system, purpose, Console.Error.WriteLine, time, cancellationToken);
        if (held is not null) return held;

        await Console.Error.WriteLineAsync(
            $"warning: a run is under way on this system ({run!.Purpose}, pid {run.Pid}); what is done by hand is not among the faults of its report, and what it makes fail will look like the run's own");
        // Nobody but these commands takes this one, so nobody but them is waited for.
        return (await SystemLock.EnterAsync($"hand:{system}", purpose, Console.Error.WriteLine, time, cancellationToken)).Held!;
    }

    /// <summary>The same for an act that leaves nothing to be restored: what keeps it from being told to others is a warning, and null returned.</summary>
    public static async Task<IDisposable?> EnterAnywayAsync(string system, string purpose, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await EnterAsync(system, purpose, time, cancellationToken);
        }
        catch (HostUnavailableException e)
        {
            await Console.Error.WriteLineAsync($"warning: {SystemHealing.Sentence(e)}");
            return null;
        }
    }
}
