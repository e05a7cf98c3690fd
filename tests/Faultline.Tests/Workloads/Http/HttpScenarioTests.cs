using System.Text;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Load.Models;
using Faultline.Tests.Load;
using Faultline.Tests.Load.Http;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Running;

namespace Faultline.Tests.Workloads.Http;

public sealed class HttpScenarioTests
{
    [Fact]
    public async Task Steps_are_taken_one_after_the_other_with_what_was_picked_drawn_and_captured()
    {
        var (history, _) = await RunAsync("[pick from of thing, pick to of thing != from, draw cents 3..3, create, move]", path => path.Contains("create", StringComparison.Ordinal) ? "200 {\"id\":\"x 1\"}" : "200 ok");

        Assert.Equal(["create", "move"], history.Take(2).Select(o => o.Kind));
        Assert.Equal("x 1", history[0].Text);
        Assert.Equal("x 1", history[1].Key);
        Assert.Contains("\"cents\":3", history[1].Input, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_that_does_not_end_ok_ends_the_iteration()
    {
        var (history, _) = await RunAsync("[pick from of thing, pick to of thing, draw cents 1..2, create, move]", _ => "500 no");

        Assert.All(history, o => Assert.Equal(("create", Outcome.Unknown), (o.Kind, o.Outcome)));
    }

    [Theory]
    [InlineData("retry move 100% if unknown", "500 no", 2)]
    [InlineData("retry move 0% if unknown", "500 no", 1)]
    [InlineData("retry move 100% if failed", "500 no", 1)]
    [InlineData("retry move 100% if failed", "409 no", 2)]
    [InlineData("retry move 100% if unknown|failed", "409 no", 2)]
    [InlineData("retry move 100% if unknown", "200 ok", 1)]
    public async Task An_attempt_is_made_again_where_the_last_ended_so(string retry, string answer, int attempts)
    {
        var (history, _) = await RunAsync($"[pick from of thing, pick to of thing, draw cents 1..2, new id, move, {retry}]", _ => answer);

        Assert.All(history.GroupBy(o => o.Key).SkipLast(1), g => Assert.Equal(attempts, g.Count()));
        Assert.All(history.GroupBy(o => o.Key), g => Assert.Single(g.Select(o => o.Input).Distinct()));
    }

    [Fact]
    public async Task What_an_answer_does_not_hold_ends_the_iteration_and_is_told()
    {
        var (history, troubles) = await RunAsync("[pick from of thing, pick to of thing, draw cents 1..2, create, move]", _ => "200 {}");

        Assert.All(history, o => Assert.Equal("create", o.Kind));
        Assert.Contains("$.id", Assert.Single(troubles), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_draws_the_same()
    {
        var script = "[pick from of thing, pick to of thing != from, draw cents 1..1000000, new id, move]";
        var (one, _) = await RunAsync(script, _ => "200 ok");
        var (other, _) = await RunAsync(script, _ => "200 ok");

        Assert.Equal(one.Take(10).Select(o => o.Input), other.Take(10).Select(o => o.Input));
        Assert.Equal(10, one.Take(10).Select(o => o.Input).Distinct().Count());
    }

    private static async Task<(List<Operation> History, IReadOnlyList<string> Troubles)> RunAsync(string script, Func<string, string> answer)
    {
        const int Enough = 40;
        using var stop = new CancellationTokenSource();
        ScriptedServer? answering = null;
        using var server = answering = new ScriptedServer(async (socket, number) =>
        {
            var words = answer(answering!.Requests.ElementAt(number)).Split(' ', 2);
            if (number >= Enough) await stop.CancelAsync();
            return await ScriptedServer.SayAsync(socket, $"HTTP/1.1 {words[0]} Said\r\nContent-Length: {Encoding.UTF8.GetByteCount(words[1])}\r\n\r\n{words[1]}");
        });
        using var system = new PlannedSystem(ModelAt(server.Address, script));
        var scenario = new HttpScenario(system.Plan, system.Pools, new UniqueIds(), TimeSpan.FromMinutes(1));
        await using var bench = new LoadBench(
            new LoadPlan { Model = new ClosedModel(1, 1000), Runtime = TimeSpan.FromMinutes(1), OperationTimeout = TimeSpan.FromSeconds(20), Seed = 7 }, scenario);
        await bench.Engine.RunAsync(stop.Token, CancellationToken.None);
        return (await bench.HistoryAsync(), [.. scenario.Troubles.Sentences]);
    }

    private static SystemModel ModelAt(Uri address, string script) => WrittenModel.Of($$"""
        experiment: steps
        targets: { api: {{address}} }
        accounts: { amount: { read: GET api /things/$id, value: $.amount } }
        populate: { thing: { count: 5, send: POST api /things, id: $.id } }
        operations:
          create: { send: POST api /create, capture: { id: $.id } }
          move:
            transaction: $id
            send: POST api /move/$from/$to/$cents
            posts: { amount($from): -$cents, amount($to): +$cents }
            refused: [409]
        users:
          pause: 0s
          mix: { 100%: {{script}} }
        """);
}
