using Faultline.Histories;
using Faultline.Load;
using Faultline.Load.Models;
using Faultline.Tests.Histories;

namespace Faultline.Tests.Load;

/// <summary>An engine with its recorder and clock, on real time, and what came of it.</summary>
internal sealed class LoadBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HistoryRecorder _recorder;

    public LoadBench(LoadPlan plan, IScenario scenario)
    {
        _recorder = HistoryRecorder.Create(_folder.Path, TimeProvider.System);
        Engine = new LoadEngine(plan, scenario, _recorder, new RunClock(TimeProvider.System));
        Engine.Snapshot += Snapshots.Add;
    }

    public static LoadPlan Endless { get; } = new()
    {
        Model = new ClosedModel(4, 1e6), Runtime = TimeSpan.FromHours(1), DrainTimeout = TimeSpan.FromMinutes(1),
        OperationTimeout = TimeSpan.FromMinutes(1),
    };

    public LoadEngine Engine { get; }

    public List<LoadSnapshot> Snapshots { get; } = [];

    /// <summary>The history, once the load has ended, in order of invocation.</summary>
    public async Task<List<Operation>> HistoryAsync()
    {
        await _recorder.CompleteAsync();
        Assert.Null(_recorder.Failure);
        return [.. (await OperationSamples.ReadAsync(_folder.Path)).OrderBy(operation => operation.Id)];
    }

    public async ValueTask DisposeAsync()
    {
        await _recorder.DisposeAsync();
        _folder.Dispose();
    }
}
