using Faultline.Histories;
using Faultline.Load.Http;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Load.Http;

public sealed class ExchangeWatchTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_request_in_flight_ends_unknown_at_its_deadline()
    {
        using var server = new ScriptedServer((_, _) => Task.FromResult(true));
        using var target = new HttpTarget(server.Address, _time);
        var sending = SendAsync(target, 10);
        await server.SeenAsync(0);
        _time.Advance(TimeSpan.FromSeconds(10));
        var answer = await sending;
        HttpTargetTests.AssertUnanswered("timed out after 10 s", answer);
        Assert.Equal(TimeSpan.FromSeconds(10), _time.GetElapsedTime(answer.SentAt, answer.CompletedAt));
    }

    [Fact]
    public async Task A_shorter_time_out_holds_though_an_earlier_request_had_a_longer_one()
    {
        using var server = Answering(only: 0);
        using var target = new HttpTarget(server.Address, _time);
        await SendAsync(target, 30);
        var sending = SendAsync(target, 1);
        await server.SeenAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        HttpTargetTests.AssertUnanswered("timed out after 1 s", await sending);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task The_deadline_of_an_earlier_request_does_not_end_a_later_one()
    {
        var release = new TaskCompletionSource();
        using var server = new ScriptedServer(async (socket, number) =>
        {
            if (number == 1)
                await release.Task;
            return await ScriptedServer.SayAsync(socket, ScriptedServer.Ok);
        });
        using var target = new HttpTarget(server.Address, _time);
        await SendAsync(target, 10);
        _time.Advance(TimeSpan.FromSeconds(5));
        var sending = SendAsync(target, 10);
        await server.SeenAsync(1);
        _time.Advance(TimeSpan.FromSeconds(9));
        release.SetResult();
        Assert.Equal(Outcome.Ok, (await sending).Outcome);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_later_deadline_holds_after_the_timer_fired_for_an_earlier_one()
    {
        using var server = Answering(only: 0);
        using var target = new HttpTarget(server.Address, _time);
        await SendAsync(target, 10);
        _time.Advance(TimeSpan.FromSeconds(5));
        var sending = SendAsync(target, 10);
        await server.SeenAsync(1);
        _time.Advance(TimeSpan.FromSeconds(6));
        _time.Advance(TimeSpan.FromSeconds(4));
        HttpTargetTests.AssertUnanswered("timed out after 10 s", await sending);
    }

    [Fact]
    public async Task A_connection_idle_at_an_old_deadline_stays_open()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, _time);
        await SendAsync(target, 10);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(Outcome.Ok, (await SendAsync(target, 10)).Outcome);
        Assert.Equal(1, server.Connections);
    }

    private static ScriptedServer Answering(int only) => new((socket, number) =>
        number == only ? ScriptedServer.SayAsync(socket, ScriptedServer.Ok) : Task.FromResult(true));

    private static ValueTask<HttpAnswer> SendAsync(HttpTarget target, int seconds) =>
        target.SendAsync(HttpVerb.Post, "/pay", TimeSpan.FromSeconds(seconds), CancellationToken.None);
}
