using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Experiments.Phases;
using Faultline.Tests.Load.Http;

namespace Faultline.Tests.Experiments.Phases;

public sealed class JudgePhaseTests : IDisposable
{
    private const string Refusal = "HTTP/1.1 400 Bad Request\r\nContent-Length: 8\r\n\r\nno money";
    private const string Error = "HTTP/1.1 500 Error\r\nContent-Length: 5\r\n\r\nsorry";

    private readonly RunFixture _run = new();

    private RunFindings Found => _run.Findings;

    private JudgedBooks Books => BooksFile.Read(_run.Folder.File(BooksFile.Name), most: 1 << 20);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_state_that_stands_still_is_judged_and_its_books_are_kept()
    {
        await JudgeAsync();

        Assert.Empty(Found.Audit!.Anomalies);
        Assert.Equal(3, Found.Audit.Attempts);
        Assert.True(Found.Convergence!.Reached);
        Assert.Equal("purse", Found.Section?.Name);
        Assert.Same(_run.Workload.Loaded, Found.Loaded);
        Assert.Empty(Found.Failures);
        Assert.Empty(Found.Evidence);
        Assert.True(Books.Conditions is { Finished: true, Converged: true, Succeeded: 3 });
        Assert.Equal((PurseWorkload.Kind, 0), (Books.Books.Kinds.Single().Name, Books.Windows.Count));
        Assert.True(RunSeal.Verify(_run.Folder.Path, TestContext.Current.CancellationToken));
        Assert.Equal([RunPhase.Load, RunPhase.Settle, RunPhase.Audit], _run.Watcher.Phases.Distinct());
    }

    [Fact]
    public async Task A_state_that_never_rests_is_judged_as_one_that_has_not()
    {
        _run.Workload.Balance = at => 900_000 - (long)(at.TotalSeconds * 20);

        await JudgeAsync();

        Assert.False(Found.Convergence!.Reached);
        Assert.False(Books.Conditions.Converged);
        Assert.Empty(Found.Audit!.Anomalies);
    }

    [Fact]
    public async Task What_is_proved_is_kept_with_the_operations_that_prove_it()
    {
        _run.Workload.Balance = _ => 1_000_000;

        await JudgeAsync();

        Assert.NotEmpty(Found.Audit!.Anomalies);
        Assert.Equal(Found.Audit.Anomalies.SelectMany(a => a.Operations).Distinct().Order(), Found.Evidence.Select(o => o.Id));
    }

    [Fact]
    public async Task Answers_that_were_not_ok_are_told()
    {
        await JudgeAsync(Refusal, Refusal, ScriptedServer.Ok);

        Assert.Equal(new FailureSample(PurseWorkload.Kind, Faultline.Histories.Outcome.Failed, 400, "no money", 2), Assert.Single(Found.Failures));
    }

    [Fact]
    public async Task A_second_signal_keeps_what_was_found()
    {
        _run.Workload.Balance = _ =>
        {
            _run.PressTwice();
            return 0;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => JudgeAsync(Refusal));

        Assert.Same(_run.Workload.Loaded, Found.Loaded);
        Assert.Single(Found.Failures);
        Assert.Null(Found.Audit);
        Assert.False(File.Exists(_run.Folder.File(BooksFile.Name)));
    }

    [Fact]
    public async Task Books_that_cannot_be_written_are_a_warning()
    {
        // A folder of that name is in the way.
        Directory.CreateDirectory(Path.Combine(_run.Folder.File(BooksFile.Name), "in the way"));

        await JudgeAsync();

        Assert.NotNull(Found.Audit);
        Assert.StartsWith("the books could not be written, so this run cannot be judged again: ", Assert.Single(_run.Watcher.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_an_outcome_is_unknown_nothing_is_read_before_the_servers_own_time_out()
    {
        await JudgeAsync(Error);

        AssertQuiet(since: TimeSpan.Zero);
    }

    [Fact]
    public async Task Where_records_are_missing_the_books_say_so_and_nothing_is_read_before_the_servers_own_time_out()
    {
        var loaded = await _run.LoadAsync();

        await _run.JudgeAsync(loaded with { OperationsLost = 2 });

        AssertQuiet(since: TimeSpan.Zero);
        Assert.Equal(2, Books.Books.RecordsMissing);
    }

    [Fact]
    public async Task Where_a_service_was_restored_the_time_out_counts_from_then()
    {
        var loaded = await _run.LoadAsync();

        await _run.JudgeAsync(loaded with { RestoredAt = TimeSpan.FromSeconds(11) });

        AssertQuiet(since: TimeSpan.FromSeconds(11));
    }

    [Fact]
    public async Task Where_a_fault_stood_the_time_out_counts_from_its_end_and_the_books_have_its_window()
    {
        using var run = new RunFixture(RunFixture.KillAtOnce);
        run.KilledThen(() => { });
        var loaded = await run.LoadAsync();
        var ready = TimeSpan.FromSeconds(13);

        await run.JudgeAsync(loaded with { Faults = [Assert.Single(loaded.Faults) with { ReadyAt = ready }] });

        Assert.True(run.Workload.Loaded!.Passes[0].At >= ready + run.Experiment.ServerTimeout);
        var window = Assert.Single(BooksFile.Read(run.Folder.File(BooksFile.Name), most: 1 << 20).Windows);
        Assert.Equal(new FaultWindow($"kill {RunFixture.Instance}", loaded.Faults[0].CalledAt!.Value, ready + TimeSpan.FromSeconds(1)), window);
    }

    [Fact]
    public async Task A_workload_that_does_not_wait_for_the_effects_of_its_own_kinds_is_not_judged()
    {
        _run.Workload.EffectsAfter = TimeSpan.FromSeconds(1);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => JudgeAsync());

        Assert.Equal("effects of ask may come 00:00:01 after the answer, and the workload waits 00:00:00", fault.Message);
        Assert.Null(Found.Audit);
    }

    private void AssertQuiet(TimeSpan since)
    {
        var first = _run.Workload.Loaded!.Passes[0].At;
        Assert.True(first >= since + _run.Experiment.ServerTimeout, $"{first}");
    }

    /// <summary>Loads and judges; the first answers are given, the others are ok.</summary>
    private async Task JudgeAsync(params string[] answers)
    {
        var left = new Queue<string>(answers);
        _run.Workload.Answering = () => Task.FromResult(
            left.TryDequeue(out var answer) && answer != ScriptedServer.Ok ? answer : _run.Workload.Take());
        await _run.JudgeAsync(await _run.LoadAsync());
    }
}
