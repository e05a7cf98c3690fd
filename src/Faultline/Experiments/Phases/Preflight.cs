using Faultline.Configuration;
using Faultline.Faults;
using Faultline.Histories;
using Faultline.Hosting.State;
using Faultline.Hosting;

namespace Faultline.Experiments.Phases;

/// <summary>Checks that the faults can be done, takes the locks, and undoes what an earlier run left behind.</summary>
internal sealed class Preflight(RunContext context, IRunObserver observer) : IDisposable
{
    private readonly Experiment _experiment = context.Experiment;
    private readonly TimeProvider _time = context.Time;
    private RunLock? _system;
    private AddressLocks? _addresses;

    private string Purpose => $"run {_experiment.Name}";

    /// <summary>Returns the services with their number of instances; empty without a host.</summary>
    public async Task<IReadOnlyList<ServiceCount>> CheckServicesAsync(CancellationToken cancellationToken)
    {
        if (_experiment.Load.UnendedRamp is { } ramp) observer.Warned(ramp);
        if (context.Host is not { } host)
        {
            await LockAddressesAsync(cancellationToken);
            return [];
        }

        var instances = await host.ListAsync(cancellationToken);
        var names = instances.Select(i => i.Service.Value).Distinct(StringComparer.Ordinal).ToArray();
        var errors = _experiment.Faults.Validate(names);
        if (errors.Count > 0) throw new ConfigurationException(errors);
        foreach (var warning in _experiment.Faults.Unreachable(_experiment.PlannedLoad)) observer.Warned(warning);

        // Always in this order: the system, then its addresses.
        _system = RunLock.Acquire(host.System, Purpose, _time, context.State);
        await LockAddressesAsync(cancellationToken);
        instances = await HealLeftoversAsync(host, instances, cancellationToken);

        foreach (var rule in _experiment.Faults.Rules)
        foreach (var service in rule.Target.Services)
            if (!instances.Any(i => i.Service.Value == service && i.State == InstanceState.Running))
                throw new HostUnavailableException(
                    $"no instance of {service} is running, so it cannot be {rule.Action.Done}",
                    "Nothing was killed. Next: faultline services status");

        foreach (var down in instances.Where(i => i.State != InstanceState.Running))
            observer.Warned($"{down.Id.Value} is {down.State.ToString().ToLowerInvariant()} before the load, and is left so. Next: faultline services restart {down.Id.Value}");

        await ProbeAsync(host, cancellationToken);
        return [.. names.Select(n => new ServiceCount(n, instances.Count(i => i.Service.Value == n)))];
    }

    public void Dispose()
    {
        try
        {
            _addresses?.Dispose();
        }
        finally
        {
            _system?.Dispose();
        }
    }

    private async Task LockAddressesAsync(CancellationToken cancellationToken) =>
        _addresses = AddressLocks.Acquire(await TargetAddress.ResolveAsync(context.Workload.Targets, cancellationToken), Purpose, _time, context.State);

    private async Task ProbeAsync(IServiceHost services, CancellationToken cancellationToken)
    {
        // An injector of its own, with a clock of its own: what it rehearses is no part of the run.
        var probe = new FaultInjector(
            _experiment.Faults, services, UndoJournal.Open(services.System, _time, context.State), new RunClock(_time), new Random(0), _ => { });
        try
        {
            foreach (var warning in await probe.ProbeAsync(cancellationToken)) observer.Warned(warning);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostUnavailableException(
                $"the undo journal cannot be written ({e.Message.TrimEnd('.')})", "Nothing was killed. Next: set FAULTLINE_STATE to a folder that can", e);
        }
    }

    private async Task<IReadOnlyList<ServiceInstance>> HealLeftoversAsync(
        IServiceHost services, IReadOnlyList<ServiceInstance> instances, CancellationToken cancellationToken)
    {
        var journal = UndoJournal.Open(services.System, _time, context.State);
        if (journal.Pending().Count == 0) return instances;
        var report = await Healer.HealAsync(services, journal, _experiment.ReadyCap, _time, cancellationToken);
        foreach (var line in report.Lines) observer.Warned($"left behind by an earlier run: {line}");
        if (report.Failures.Count > 0)
            throw new HostUnavailableException(
                $"what an earlier run left behind could not be healed: {string.Join("; ", report.Failures)}", "Nothing was killed");
        return await services.ListAsync(cancellationToken);
    }
}
