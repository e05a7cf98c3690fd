using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>What healing did, and what it could not do, in sentences.</summary>
public sealed record HealReport(IReadOnlyList<string> Lines, IReadOnlyList<string> Failures);

/// <summary>Undoes what a run left behind that could not end in order.</summary>
public static class Healer
{
    /// <summary>Undoes everything that the journal still holds. Doing so twice is harmless.</summary>
    /// <param name="host">What runs the services.</param>
    /// <param name="journal">The system's journal.</param>
    /// <param name="readyCap">Longest wait for an instance to start, and again for it to be ready.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="cancellationToken">Ends it; what is not undone stays in the journal.</param>
    public static async Task<HealReport> HealAsync(
        IServiceHost host, UndoJournal journal, TimeSpan readyCap, TimeProvider time, CancellationToken cancellationToken)
    {
        var (lines, failures) = (new List<string>(), new List<string>());
        var there = (await host.ListAsync(cancellationToken)).ToDictionary(i => i.Id.Value, StringComparer.Ordinal);
        var revival = new InstanceRevival(host, time);
        foreach (var faults in journal.Pending().GroupBy(e => e.Instance, StringComparer.Ordinal))
        {
            if (!there.TryGetValue(faults.Key, out var instance))
            {
                lines.Add($"{faults.Key} does not exist any more");
            }
            else
            {
                if (await revival.StartAsync(instance.Id, readyCap, cancellationToken) is { } error)
                {
                    failures.Add($"{faults.Key} could not be started: {error}");
                    continue;
                }

                var ready = await revival.WaitReadyAsync(instance.Id, readyCap, cancellationToken);
                if (!ready) failures.Add($"{faults.Key} was started but is not ready after {readyCap.TotalSeconds:0} s");
                else lines.Add(instance.State == InstanceState.Running ? $"{faults.Key} is up already" : $"{faults.Key} was down and is up again");
            }

            foreach (var fault in faults) journal.Done(fault);
        }

        return new HealReport(lines, failures);
    }
}
