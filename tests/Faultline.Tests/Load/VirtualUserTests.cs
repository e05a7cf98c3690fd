using Faultline.Histories;
using Faultline.Load;
using Faultline.Load.Http;
using Faultline.Tests.Histories;
using Faultline.Tests.Load.Http;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Load;

public sealed class VirtualUserTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly HistoryRecorder _recorder;
    private readonly Tally _tally = new(["add", "checkout"]);
    private readonly Invocations _invocations;

    public VirtualUserTests()
    {
        _recorder = HistoryRecorder.Create(_folder.Path, _time);
        _invocations = new Invocations(
            ["add", "checkout"], TimeSpan.FromSeconds(10), _recorder, new RunClock(_time), _tally);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _recorder.DisposeAsync();
        _invocations.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Chance_follows_from_the_seed_and_the_number()
    {
        Assert.Equal(Throws(seed: 7, number: 3), Throws(seed: 7, number: 3));
        var all = Enumerable.Range(0, 20).SelectMany(
            seed => Enumerable.Range(0, 50).Select(number => string.Join(' ', Throws(seed, number))));
        Assert.Equal(1000, all.Distinct().Count());
    }

    [Fact]
    public void Neighbouring_users_do_not_throw_alike()
    {
        var first = Enumerable.Range(0, 10_000).Select(number => Throws(seed: 1, number)[0] / 1e9).ToList();
        Assert.InRange(first.Average(), 0.48, 0.52);
        var steps = first.Zip(first.Skip(1), (a, b) => Math.Abs(a - b));
        Assert.InRange(steps.Average(), 0.31, 0.36);
    }

    [Fact]
    public async Task An_operation_is_recorded_with_what_the_server_said()
    {
        using var server = new ScriptedServer(
            "HTTP/1.1 400 Bad Request\r\nX-Instance: order-2\r\nContent-Length: 12\r\n\r\nout of stock");
        using var target = new HttpTarget(server.Address, _time);
        _time.Advance(TimeSpan.FromSeconds(3));
        var answer = await User(5).SendAsync(1, "order 4711", target, HttpVerb.Post, "/checkout/4711");

        Assert.Equal(400, answer.Status);
        var three = TimeSpan.FromSeconds(3);
        Assert.Equal(
            new Operation(
                0, "checkout", "order 4711", 5, three, three, three, Outcome.Failed, 400, 12, "out of stock", "order-2"),
            Assert.Single(await HistoryAsync()));
    }

    [Fact]
    public async Task A_request_that_was_not_sent_is_recorded_with_the_reason()
    {
        using var target = new HttpTarget(new Uri("http://127.0.0.1:9"), _time);
        target.Dispose();
        var answer = await User(0).SendAsync(0, "", target, HttpVerb.Get, "/");

        var operation = Assert.Single(await HistoryAsync());
        Assert.Equal((Outcome.Failed, 0, answer.Failure), (operation.Outcome, operation.Status, operation.Answer));
        Assert.Equal((1, 0), (_tally.Ended().Failed, _tally.Ended().Sent));
    }

    [Fact]
    public void The_wait_for_a_connection_counts_in_the_latency_and_as_lateness()
    {
        var sent = HttpAnswer.Unanswered("timed out", sentAt: _time.GetTimestamp(), now: _time.GetTimestamp()) with { Waited = TimeSpan.FromSeconds(2) };
        _invocations.End(_invocations.Begin(0, "", 0, _time.GetTimestamp(), _time.GetTimestamp(), null), 0, "", 0, _time.GetTimestamp(), sent, default, null);
        var notSent = HttpAnswer.NotSent("no connection was free for 3 s", _time.GetTimestamp()) with { Waited = TimeSpan.FromSeconds(3) };
        _invocations.End(_invocations.Begin(0, "", 0, _time.GetTimestamp(), _time.GetTimestamp(), null), 0, "", 0, _time.GetTimestamp(), notSent, default, null);

        var totals = _tally.Totals(TimeSpan.FromSeconds(1)).All;
        Assert.Equal((2, 1, 1, 1), (totals.Scheduled, totals.Sent, totals.Failed, totals.Unknown));
        Assert.InRange(totals.LatencyMs.Max, 1_980, 2_020);
        Assert.InRange(_tally.Lags().Max, 2_970, 3_030);
    }

    [Fact]
    public async Task The_answer_of_an_operation_that_went_well_is_not_kept()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, _time);
        await User(0).SendAsync(0, "", target, HttpVerb.Get, "/");

        var operation = Assert.Single(await HistoryAsync());
        Assert.Equal(("", 2), (operation.Answer, operation.Bytes));
    }

    [Fact]
    public async Task An_answer_longer_than_1_KiB_is_cut_before_a_character_that_does_not_fit()
    {
        var body = "x" + new string('y', 1022) + "ä" + new string('z', 100);
        using var server = new ScriptedServer(async (socket, _) =>
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(body);
            await ScriptedServer.SayAsync(socket, $"HTTP/1.1 500 Error\r\nContent-Length: {bytes.Length}\r\n\r\n");
            await socket.SendAsync(bytes);
            return true;
        });
        using var target = new HttpTarget(server.Address, _time);
        await User(0).SendAsync(0, "", target, HttpVerb.Get, "/");

        Assert.Equal(body[..1023], Assert.Single(await HistoryAsync()).Answer);
    }

    [Theory]
    [InlineData(1020)]
    [InlineData(1000)]
    [InlineData(3)]
    public async Task A_secret_that_the_server_repeats_is_not_kept_wherever_the_answer_is_cut(int before)
    {
        const string Secret = "0123456789abcdefghij";
        // The first of them makes the text shorter, by which what follows moves before the cut.
        var body = Secret + new string('.', before - 1) + Secret + new string('-', Math.Max(0, 990 - before)) + Secret + new string('+', 100);
        using var server = new ScriptedServer($"HTTP/1.1 500 Error\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        using var target = new HttpTarget(server.Address, _time);
        using var invocations = new Invocations(["add"], TimeSpan.FromSeconds(10), _recorder, new RunClock(_time), new Tally(["add"]))
        {
            Redaction = new Redaction(text => text.Replace(Secret, "***", StringComparison.Ordinal), Secret.Length),
        };
        await new VirtualUser(0, 1, invocations).SendAsync(0, "", target, HttpVerb.Get, "/");

        var kept = Assert.Single(await HistoryAsync()).Answer;
        Assert.StartsWith("***..", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("0", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_first_request_after_a_pause_is_intended_for_its_end()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, _time);
        var user = User(0);
        var due = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(2));
        user.Intend(due);
        await user.SendAsync(0, "", target, HttpVerb.Get, "/");
        await user.SendAsync(0, "", target, HttpVerb.Get, "/");

        var history = await HistoryAsync();
        Assert.Equal([0, 2], history.Select(operation => operation.Intended.TotalSeconds));
        Assert.Equal([2, 2], history.Select(operation => operation.Sent.TotalSeconds));
    }

    [Fact]
    public async Task No_request_starts_once_the_load_is_stopping()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, _time);
        _invocations.Stop();

        await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await User(0).SendAsync(0, "", target, HttpVerb.Get, "/"));
        Assert.Empty(server.Requests);
        Assert.Equal(0, _invocations.Scheduled);
        Assert.Empty(await HistoryAsync());
    }

    private static int[] Throws(int seed, int number)
    {
        var random = new VirtualUser(number, seed, null!).Random;
        return [random.Next(1_000_000_000), random.Next(1_000_000_000)];
    }

    private VirtualUser User(int number) => new(number, 1, _invocations);

    private async Task<List<Operation>> HistoryAsync()
    {
        await _recorder.CompleteAsync();
        return await OperationSamples.ReadAsync(_folder.Path);
    }
}
