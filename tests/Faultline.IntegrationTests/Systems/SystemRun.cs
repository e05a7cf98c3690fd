using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Experiments.Phases;
using Faultline.Faults;
using Faultline.IntegrationTests.Cli;
using Faultline.Checking;
using Faultline.Load;
using Faultline.Load.Models;
using Faultline.Workloads.Http;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Requests;

namespace Faultline.IntegrationTests.Systems;

/// <summary>How a run of a model ended, from the first request to the verdict, without faults.</summary>
internal sealed record SystemRun(Run Run, OfflineAudit Again)
{
    public VerdictKind Verdict => Run.Verdict.Kind;

    public IReadOnlySet<string> Kinds => Run.Audit!.Anomalies.Select(a => a.Kind).ToHashSet();

    public IReadOnlyList<Anomaly> Anomalies => Run.Audit!.Anomalies;

    public static async Task<SystemRun> OfAsync(SystemModel model, double seconds = 2, int users = 60)
    {
        using var results = new TemporaryFolder();
        using var state = new TemporaryFolder();
        var experiment = new Experiment
        {
            Name = model.Name,
            Load = new LoadPlan { Model = new ClosedModel(users, users * 4), Runtime = TimeSpan.FromSeconds(seconds), Seed = 7 },
            Faults = FaultPlan.None,
            OutputDirectory = results.Path,
            ServerTimeout = TimeSpan.FromSeconds(1),
            MaxBlindSpot = 0.5,
        };
        using var targets = new SystemTargets(model.Targets, TimeProvider.System);
        var workload = new HttpWorkload(model, targets, new HttpOptions { Length = experiment.Load.Runtime, Seed = experiment.Load.Seed });
        var runner = new ExperimentRunner(new RunContext(experiment, workload, Host: null, new NoStore(), [], TimeProvider.System));
        var finished = await runner.RunAsync(CancellationToken.None, CancellationToken.None);
        var again = await OfflineAudit.OfAsync(finished.Folder.Path, finished.Run.ByKind, CancellationToken.None);
        return new SystemRun(finished.Run, again);
    }

    /// <summary>Told by people: verdict, anomalies, warnings.</summary>
    public override string ToString() => string.Join(
        '\n',
        [
            $"{Verdict}: {string.Join(" ", Run.Verdict.Reasons)}",
            .. Anomalies.Select(a => $"{a.Kind} {a.Entity}: expected {a.Expected}; found {a.Actual}"),
            .. Run.Warnings.Select(w => $"! {w}"),
            .. Run.Failures.Select(f => $"{f.Count} × {f.Kind} {f.Status} {f.Answer}"),
        ]);

    private sealed class NoStore : IRunStore
    {
        public Task SaveAsync(Run run, RunFolder folder) => Task.CompletedTask;
    }
}
