using Faultline.Cli.Shop.Known;
using Faultline.Docker;
using Faultline.Faults;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.Cli.Hosts;

/// <summary>Undoes what runs left behind in a system: for a person who asks for it, and for a watchdog.</summary>
/// <param name="purpose">Told to others that find the system busy meanwhile.</param>
/// <param name="tell">Is told for whom it waits.</param>
/// <param name="time">Source of time.</param>
internal sealed class SystemHealing(string purpose, Action<string> tell, TimeProvider time)
{
    /// <summary>How long an instance may take to be ready, where nobody says otherwise.</summary>
    public static readonly TimeSpan UsualReadyTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long each instance may take to be ready.</summary>
    public TimeSpan ReadyTimeout { get; init; } = UsualReadyTimeout;

    /// <summary>Whether it is a system that anything is done to; the state folder also keeps locks of others.</summary>
    public static bool IsHost(string system) =>
        system.StartsWith(ProcessHost.SystemPrefix, StringComparison.Ordinal) || system.StartsWith(DockerHost.SystemPrefix, StringComparison.Ordinal);

    /// <summary>Heals one system; what keeps it from being healed is in the result, so that the others are healed all the same.</summary>
    public async Task<SystemHeal> HealAsync(string system, CancellationToken cancellationToken)
    {
        try
        {
            var journal = UndoJournal.Open(system, time);
            if (journal.Pending().Count == 0) return SystemHeal.Nothing;

            var (held, run) = await SystemLock.EnterAsync(system, purpose, tell, time, cancellationToken);
            if (held is null) return SystemHeal.Nothing with { Run = run };
            using var _ = held;
            if (journal.Pending().Count == 0) return SystemHeal.Nothing with { Lines = ["it was healed meanwhile"] };

            var host = await OpenAsync(system, cancellationToken);
            using var engine = host as IDisposable;
            // What keeps the host from being asked at all would otherwise be waited for, instance by instance.
            await host.ListAsync(cancellationToken);
            var report = await Healer.HealAsync(host, journal, ReadyTimeout, time, cancellationToken);
            return SystemHeal.Nothing with { Lines = report.Lines, Failures = report.Failures };
        }
        catch (Exception e) when (e is HostUnavailableException or IOException or UnauthorizedAccessException)
        {
            return SystemHeal.Nothing with { Failures = [Sentence(e)] };
        }
    }

    /// <summary>What went wrong, and what can be done.</summary>
    public static string Sentence(Exception e) =>
        (e as HostUnavailableException)?.Hint is { } hint ? $"{e.Message.TrimEnd('.')}. {hint}" : $"{e.Message.TrimEnd('.')}.";

    private async Task<IServiceHost> OpenAsync(string system, CancellationToken cancellationToken) =>
        system.StartsWith(ProcessHost.SystemPrefix, StringComparison.Ordinal)
            ? ProcessHost.Open(system[ProcessHost.SystemPrefix.Length..], time)
            : await DockerHost.ReopenAsync(system, ProfileServices.Known(null, time), time, cancellationToken);
}

/// <summary>How healing a system went.</summary>
/// <param name="Lines">What was done, as sentences.</param>
/// <param name="Failures">What is left to undo, and why.</param>
/// <param name="Run">The run that is at work there and restores its services itself, or null.</param>
internal sealed record SystemHeal(IReadOnlyList<string> Lines, IReadOnlyList<string> Failures, LockHolder? Run)
{
    /// <summary>There was nothing to undo.</summary>
    public static SystemHeal Nothing { get; } = new([], [], null);

    /// <summary>Whether it is proved that nothing is left to undo.</summary>
    public bool IsDone => Failures.Count == 0 && Run is null;
}
