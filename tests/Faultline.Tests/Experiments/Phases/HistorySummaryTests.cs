using Faultline.Experiments.Phases;
using Faultline.Histories;

namespace Faultline.Tests.Experiments.Phases;

public sealed class HistorySummaryTests
{
    [Fact]
    public async Task Failures_are_counted_by_answer()
    {
        var summary = await ReadAsync(
            Operation("checkout", Outcome.Ok), Operation("checkout", Outcome.Failed, 400, "out of stock"),
            Operation("checkout", Outcome.Failed, 400, "out of stock"), Operation("find-user", Outcome.Unknown, 502, "bad gateway"));

        Assert.True(summary.AnyUnknown);
        Assert.Equal(TimeSpan.FromMilliseconds(1), summary.Longest);
        Assert.Equal([("out of stock", 2L), ("bad gateway", 1L)], summary.Failures.Select(f => (f.Answer, f.Count)));
    }

    [Fact]
    public async Task Without_operations_nothing_is_unknown() => Assert.False((await ReadAsync()).AnyUnknown);

    [Fact]
    public async Task Answers_that_say_the_same_of_other_ids_are_one()
    {
        var summary = await ReadAsync(
            Operation("checkout", Outcome.Failed, 400, "<p>order 17 is paid</p>"), Operation("checkout", Outcome.Failed, 400, "<p>order 4711 is paid</p>"),
            Operation("checkout", Outcome.Failed, 409, "<p>order 17 is paid</p>"));

        Assert.Equal([("<p>order 17 is paid</p>", 2L), ("<p>order 17 is paid</p>", 1L)], summary.Failures.Select(f => (f.Answer, f.Count)));
    }

    [Fact]
    public async Task Answers_that_all_differ_are_counted_together_beyond_a_bound()
    {
        var summary = await ReadAsync([.. Enumerable.Range(0, 5_000).Select(i => Operation("checkout", Outcome.Failed, 400, $"error {string.Concat($"{i}".Select(d => (char)('a' + d - '0')))}"))]);

        Assert.Equal(("(other answers)", 3_000L), (summary.Failures[0].Answer, summary.Failures[0].Count));
        Assert.Equal(50, summary.Failures.Count);
    }

    [Fact]
    public async Task Whoever_reads_gets_every_operation_in_its_order()
    {
        Operation[] operations = [Operation("find-user", Outcome.Unknown), Operation("checkout", Outcome.Ok), Operation("checkout", Outcome.Failed, 400)];

        var passed = new List<Operation>();
        await foreach (var operation in new HistorySummary().WatchAsync(Stream(operations), CancellationToken.None)) passed.Add(operation);

        Assert.Equal(operations, passed);
    }

    private static async Task<HistorySummary> ReadAsync(params Operation[] operations)
    {
        var summary = new HistorySummary();
        await foreach (var _ in summary.WatchAsync(Stream(operations), CancellationToken.None)) { }
        return summary;
    }

    private static Operation Operation(string kind, Outcome outcome, int status = 200, string answer = "") =>
        new(0, kind, "k", 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(1), outcome, status, 0, answer, "");

    private static async IAsyncEnumerable<Operation> Stream(IEnumerable<Operation> operations)
    {
        foreach (var operation in operations) yield return operation;
        await Task.CompletedTask;
    }
}
