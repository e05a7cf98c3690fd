using Faultline.Histories;
using Faultline.Load.Http;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http;

public sealed class RequestPlanTests
{
    [Fact]
    public void What_is_asked_is_told_without_the_secrets_in_its_path()
    {
        using var system = Planned();

        Assert.Equal("POST http://127.0.0.1:9/***/moves/7", system.Plan.Operation("move").Send.Describe(Scope(system)));
    }

    [Fact]
    public void An_answer_that_repeats_a_secret_is_told_without_it_also_where_it_is_cut()
    {
        using var system = Planned();
        var body = new string('x', 190) + " top secret " + new string('y', 100);
        var answer = new HttpAnswer(Outcome.Unknown, 500, System.Text.Encoding.UTF8.GetBytes(body), null, true, 0, 0, "");

        var told = SystemClient.Unusable(system.Plan.Operation("move").Send, Scope(system), answer, "it is no success", "a success (2xx)").Message;

        Assert.DoesNotContain("top", told, StringComparison.Ordinal);
        Assert.Contains("xxx ***", told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_history_keeps_of_a_request_holds_no_secret()
    {
        using var system = Planned();
        var operation = system.Plan.Operation("move");
        var scope = Scope(system);
        scope[system.Plan.Model.Variables.Find("to")] = Value.Of("top secret");

        Assert.Equal("***-7", operation.KeyOf(scope));
        Assert.Contains("\"to\":\"***\"", operation.Kept.Write(scope), StringComparison.Ordinal);
    }

    private static Scope Scope(PlannedSystem system)
    {
        var scope = system.Plan.NewScope();
        scope[system.Plan.Model.Variables.Find("id")] = Value.Of("7");
        return scope;
    }

    private static PlannedSystem Planned() => new(WrittenModel.Of(
        """
        experiment: till
        targets: { till: http://127.0.0.1:9 }
        accounts:
          balance: { read: GET till /accounts/$id, value: $.balance }
        operations:
          newest: { send: GET till /newest, capture: { to: $.id } }
          move:
            transaction: $env.TOKEN-$id
            send: POST till /$env.TOKEN/moves/$id
            posts: { balance($to): +1 }
            conserves: no
            repeat: refused
        users:
          mix:
            100%: [newest, new id, move]
        """,
        name => name == "TOKEN" ? "top secret" : null));
}
