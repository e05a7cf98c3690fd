using Faultline.Faults;
using Faultline.Histories;
using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class FirstAnswersTests
{
    private static readonly FaultEvent Fault = new(
        new TriggerCause("time", 10, 10), "kill", "stock-service", "shop-stock-service-1", 5,
        Seconds(10), Seconds(10), Seconds(10.1), Seconds(15), Seconds(16), Delivered: true);

    private readonly FirstAnswers _answers = new(Fault);
    private readonly KindSlots _kind = new("checkout");

    [Fact]
    public void A_request_in_flight_at_the_kill_counts_and_what_ended_before_or_began_after_does_not()
    {
        Add(Answered.BadGateway(9, latency: 0.5));
        Add(Answered.BadGateway(17));
        Assert.Null(Failure(usual: null));

        Add(Answered.BadGateway(9.5, latency: 0.75));
        Add(Answered.BadGateway(12));

        Assert.Equal(Seconds(10.25), Failure(usual: null));
    }

    [Fact]
    public void Without_a_baseline_a_refusal_is_no_failure()
    {
        Add(Answered.Not(11, Outcome.Failed, 400, "out of stock"));

        Assert.Null(Failure(usual: null));
    }

    [Fact]
    public void As_many_refusals_as_before_are_usual_and_many_more_are_not()
    {
        foreach (var second in Enumerable.Range(0, 10))
            foreach (var i in Enumerable.Range(0, 100)) Add(i < 1 ? Answered.Not(second, Outcome.Failed, 400, "paid") : Answered.Ok(second));
        foreach (var i in Enumerable.Range(0, 100)) Add(i < 1 ? Answered.Not(11.2, Outcome.Failed, 400, "paid") : Answered.Ok(11.2));
        var usual = new UsualAnswers([.. Enumerable.Range(0, 100)], [.. Enumerable.Repeat(true, 10)], [_kind]);

        Assert.Null(Failure(usual));

        foreach (var _ in Enumerable.Range(0, 100)) Add(Answered.Not(13.5, Outcome.Failed, 400, "paid"));

        Assert.Equal(Seconds(13.51), Failure(usual));
    }

    [Fact]
    public void Without_names_the_first_success_is_anybodys_after_the_start()
    {
        Add(Answered.Ok(14.5));
        Assert.Null(_answers.Success);

        Add(Answered.Ok(15.5));
        Add(Answered.Ok(15.2));

        Assert.Equal(Seconds(15.21), _answers.Success);
    }

    [Fact]
    public void With_names_it_is_of_the_instance_itself_by_whichever_name_it_answers()
    {
        Add(Answered.Ok(5, instance: "stock-service-1"));
        Add(Answered.Ok(15.2, instance: "stock-service-2"));
        Assert.Null(_answers.Success);

        Add(Answered.Ok(18, instance: "stock-service-1"));

        Assert.Equal(Seconds(18.01), _answers.Success);
    }

    private void Add(Operation operation) => _answers.Add(operation, _kind.Add(operation));

    private TimeSpan? Failure(UsualAnswers? usual) => _answers.Failure(usual, (_, second) => _kind.EndedIn(second));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
