using Faultline.Experiments;
using Faultline.Experiments.Phases;

namespace Faultline.Tests.Experiments.Phases;

public sealed class PreparePhaseTests : IDisposable
{
    private readonly RunFixture _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task It_tells_that_it_begins_and_hands_out_what_a_load_needs()
    {
        Assert.Same(_run.Workload, await RunAsync());

        Assert.Equal([RunPhase.Populate], _run.Watcher.Phases);
    }

    [Fact]
    public async Task A_system_that_cannot_be_prepared_is_told()
    {
        _run.Workload.Preparing = () => throw new TargetUnavailableException("it is closed");

        Assert.Equal("it is closed", (await Assert.ThrowsAsync<TargetUnavailableException>(RunAsync)).Message);
    }

    [Fact]
    public async Task A_stop_ends_it()
    {
        _run.PressOnce();

        await Assert.ThrowsAsync<OperationCanceledException>(RunAsync);
    }

    private Task<IPreparedWorkload> RunAsync() => new PreparePhase(_run.Workload, _run.Watcher).RunAsync(_run.Stop);
}
