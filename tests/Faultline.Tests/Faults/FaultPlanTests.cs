using Faultline.Configuration;
using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Tests.Configuration;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Faults;

public class FaultPlanTests
{
    private static readonly TimeSpan Runtime = TimeSpan.FromMinutes(5);

    private const string Documented = """
        {
          "kill_triggers": [
            {
              "type": "users",
              "threshold": 200,
              "services": ["order-service"],
              "count": 1,
              "recovery_time": 30
            },
            {
              "type": "rps",
              "threshold": 100,
              "services": ["payment-service"],
              "count": 1,
              "recovery_time": 0
            }
          ]
        }
        """;

    [Fact]
    public void The_documented_file_is_read()
    {
        var plan = Read(Documented);

        Assert.Equal(
            [(new UsersTrigger(200), "order-service", 1, 30), (new RpsTrigger(100), "payment-service", 1, 0d)],
            plan.Rules.Select(r => ((Trigger, string, int, double))(r.Trigger, Assert.Single(r.Target.Services), r.Target.Count, r.Duration)));
    }

    [Fact]
    public void Count_is_one_and_recovery_time_zero_where_not_given()
    {
        var rule = Assert.Single(Read("""{"kill_triggers": [{"type": "time", "threshold": 1.5, "services": ["a", "b"]}]}""").Rules);

        Assert.Equal((new TimeTrigger(1.5), 1, 0d, "kill"), (rule.Trigger, rule.Target.Count, rule.Duration, rule.Action.Name));
        Assert.Equal(["a", "b"], rule.Target.Services);
    }

    [Fact]
    public void An_empty_list_of_triggers_is_a_plan_without_faults() => Assert.Empty(Read("""{"kill_triggers": []}""").Rules);

    [Theory]
    [InlineData("\"tpye\": \"time\", \"threshold\": 1, \"services\": [\"a\"]", 2, 6, "unknown key \"tpye\"", "Did you mean \"type\"?")]
    [InlineData("\"type\": \"user\", \"threshold\": 1, \"services\": [\"a\"]", 2, 14, "unknown trigger type \"user\"", "The types: users, time, rps. Did you mean \"users\"?")]
    [InlineData("\"type\": \"latency\", \"threshold\": 1, \"services\": [\"a\"]", 2, 14, "unknown trigger type \"latency\"", "The types: users, time, rps.")]
    [InlineData("\"type\": 3, \"threshold\": 1, \"services\": [\"a\"]", 2, 14, "\"type\" must be a string, not the number 3", null)]
    [InlineData("\"type\": \"time\", \"services\": [\"a\"]", 2, 4, "\"threshold\" is missing", null)]
    [InlineData("\"type\": \"time\", \"threshold\": -1, \"services\": [\"a\"]", 2, 35, "\"threshold\" must be 0 or more, not -1", null)]
    [InlineData("\"type\": \"time\", \"threshold\": \"9\", \"services\": [\"a\"]", 2, 35, "\"threshold\" must be a number, or a share from \"0%\" to \"100%\", not the string \"9\"", null)]
    [InlineData("\"type\": \"users\", \"threshold\": \"30,5%\", \"services\": [\"a\"]", 2, 36, "\"threshold\" must be a number, or a share from \"0%\" to \"100%\", not the string \"30,5%\"", null)]
    [InlineData("\"type\": \"users\", \"threshold\": \"030%\", \"services\": [\"a\"]", 2, 36, "\"threshold\" must be a number, or a share from \"0%\" to \"100%\", not the string \"030%\"", null)]
    [InlineData("\"type\": \"users\", \"threshold\": \"1e1%\", \"services\": [\"a\"]", 2, 36, "\"threshold\" must be a number, or a share from \"0%\" to \"100%\", not the string \"1e1%\"", null)]
    [InlineData("\"type\": \"users\", \"threshold\": \"130%\", \"services\": [\"a\"]", 2, 36, "\"threshold\" must be a number, or a share from \"0%\" to \"100%\", not the string \"130%\"", null)]
    [InlineData("\"type\": \"rps\", \"threshold\": \"30%\", \"services\": [\"a\"]", 2, 34, "\"threshold\" must be a number of requests per second, not the string \"30%\"", "users and time take one.")]
    [InlineData("\"type\": \"answered\", \"threshold\": 3, \"services\": [\"a\"]", 2, 14, "unknown trigger type \"answered\"", "The types: users, time, rps.")]
    [InlineData("\"type\": \"time\", \"threshold\": 1, \"services\": [\"a\"], \"not_before\": -1", 2, 71, "\"not_before\" must be 0 or more, not -1", null)]
    [InlineData("\"type\": \"time\", \"threshold\": null, \"services\": [\"a\"]", 2, 35, "\"threshold\" must be a number, not null", null)]
    [InlineData("\"type\": \"time\", \"threshold\": 1e999, \"services\": [\"a\"]", 2, 35, "\"threshold\" is too large", null)]
    [InlineData("\"type\": \"time\", \"threshold\": 1, \"services\": \"a\"", 2, 50, "\"services\" must be a list of names, not the string \"a\"", "Write [\"a\"].")]
    [InlineData("\"type\": \"time\", \"threshold\": 1, \"services\": []", 2, 50, "\"services\" is empty", "It takes a list of names.")]
    [InlineData("\"type\": \"time\", \"threshold\": 1, \"services\": [\"a\", \" \"]", 2, 56, "the name of a service must not be empty", null)]
    [InlineData("\"type\": \"time\", \"threshold\": 1, \"services\": [7]", 2, 51, "the name of a service must be a string, not the number 7", null)]
    [InlineData("\"type\": \"time\", \"threshold\": 1, \"services\": [\"a\", \"a\"]", 2, 56, "\"a\" stands here twice", "For more than one instance, raise \"count\".")]
    [InlineData("\"type\": \"time\", \"threshold\": 1, \"services\": [\"a\"], \"count\": 0", 2, 66, "\"count\" must be 1 or more, not 0", null)]
    [InlineData("\"type\": \"time\", \"threshold\": 1, \"services\": [\"a\"], \"count\": 1.5", 2, 66, "\"count\" must be a whole number below 2147483647, not 1.5", null)]
    [InlineData("\"type\": \"time\", \"threshold\": 1, \"services\": [\"a\"], \"recovery_time\": -0.1", 2, 74, "\"recovery_time\" must be 0 or more, not -0.1", null)]
    [InlineData("\"type\": \"time\", \"threshold\": 1, \"services\": [\"a\"], \"recovery_time\": true", 2, 74, "\"recovery_time\" must be a number, not true", null)]
    [InlineData("\"type\": \"time\", \"type\": \"rps\", \"threshold\": 1, \"services\": [\"a\"]", 2, 22, "\"type\" stands here twice, first in line 2", null)]
    public void A_wrong_trigger_is_told_at_its_place(string trigger, int line, int column, string message, string? hint)
    {
        var error = Assert.Single(ErrorsOf($"{{\"kill_triggers\": [\n   {{ {trigger} }} ]\n}}"));

        Assert.Equal((line, column, message), (error.Line, error.Column, error.Message));
        if (hint is null) Assert.Null(error.Hint);
        else Assert.EndsWith(hint, error.Hint, StringComparison.Ordinal);
        Assert.EndsWith("kill_config.json", error.File, StringComparison.Ordinal);
        Assert.StartsWith("{ \"t", error.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", 1, 1, "\"kill_triggers\" is missing")]
    [InlineData("[]", 1, 1, "the configuration must be an object, not a list")]
    [InlineData("{\"kill_trigers\": []}", 1, 2, "unknown key \"kill_trigers\"")]
    [InlineData("{\"kill_triggers\": {}}", 1, 19, "\"kill_triggers\" must be a list of triggers, not an object")]
    [InlineData("{\"kill_triggers\": [\"users\"]}", 1, 20, "a trigger must be an object, not the string \"users\"")]
    public void A_wrong_frame_is_told_at_its_place(string text, int line, int column, string message)
    {
        var error = Assert.Single(ErrorsOf(text));
        Assert.Equal((line, column, message), (error.Line, error.Column, error.Message));
    }

    [Fact]
    public void All_errors_come_at_once_in_the_order_of_the_text()
    {
        var errors = ErrorsOf("""
            {
              "kill_triggers": [
                { "type": "usres", "threshold": -1, "services": ["a"] },
                { "count": 0 }
              ],
              "extra": 1
            }
            """);

        Assert.Equal(
            [(3, 15), (3, 37), (4, 5), (4, 5), (4, 5), (4, 16), (6, 3)],
            errors.Select(e => (e.Line, e.Column)));
    }

    [Fact]
    public void A_comment_may_stand_beside_what_is_read() =>
        Assert.Single(Read("""{"$comment": ["a", "b"], "kill_triggers": [{"$comment": "c", "type": "time", "threshold": 1, "services": ["a"]}]}""").Rules);

    [Fact]
    public void A_schema_may_be_named() => Assert.Empty(Read("""{"$schema": "kill_config.schema.json", "kill_triggers": []}""").Rules);

    [Fact]
    public void Unknown_service_is_told_at_its_place_with_those_that_exist()
    {
        var plan = Read(Documented.Replace("payment-service", "paymnt-service", StringComparison.Ordinal));

        var error = Assert.Single(plan.Validate(["order-service", "payment-service", "stock-service"]));

        Assert.Equal(
            ("unknown service \"paymnt-service\"", 13, 20, "\"services\": [\"paymnt-service\"],"),
            (error.Message, error.Line, error.Column, error.Excerpt));
        Assert.Equal(
            "Running here: order-service, payment-service, stock-service. Did you mean \"payment-service\"?",
            error.Hint);
        Assert.EndsWith("kill_config.json", error.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_without_file_is_validated_without_places()
    {
        var errors = ShopFaults.Default(100, Runtime).Validate([]);

        Assert.Equal(["order-service", "payment-service", "stock-service"], errors.Select(e => e.Message.Split('"')[1]));
        Assert.All(errors, e => Assert.Equal((null, 0, null, "No service is running here."), (e.File, e.Line, e.Excerpt, e.Hint)));
    }

    [Fact]
    public void A_service_named_by_an_option_is_told_with_the_option()
    {
        var plan = new FaultPlan([Rules.Kill(new TimeTrigger(0), ["order-service", "stok-service"])]) { Origin = "--kill-services" };

        var error = Assert.Single(plan.Validate(["order-service", "stock-service"]));

        Assert.Equal(("--kill-services", "stok-service"), (error.File, error.Excerpt));
        Assert.EndsWith("Did you mean \"stock-service\"?", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Known_services_are_valid() => Assert.Empty(Read(Documented).Validate(["payment-service", "order-service"]));

    [Theory]
    [InlineData("users", "30%", 1000, 300)]
    [InlineData("users", "33.3%", 10, 4)]
    [InlineData("users", "5.5%", 400, 22)]
    [InlineData("users", "0.07%", 10000, 7)]
    [InlineData("users", "0%", 10, 0)]
    [InlineData("time", "50%", 10, 150)]
    [InlineData("time", "12.5%", 10, 37.5)]
    public void A_share_is_one_of_the_users_or_of_the_length_of_the_load(string type, string threshold, int users, double expected)
    {
        using var file = new TemporaryFile($$"""{"kill_triggers": [{"type": "{{type}}", "threshold": "{{threshold}}", "services": ["a"]}]}""");

        Assert.Equal(expected, Assert.Single(FaultPlan.Read(file.FullName, users, Runtime).Rules).Trigger.Threshold);
    }

    [Fact]
    public void A_trigger_that_waits_longer_than_the_load_lasts_is_warned_of() => Assert.Equal(
        ["the trigger at 1 users (a) will not fire: it waits for 10 s of load, and the load ends after 8 s."],
        new FaultPlan([Rules.Kill(new UsersTrigger(1) { NotBefore = 10 }, ["a"])]).Unreachable(Load(10, TimeSpan.FromSeconds(8))));

    [Theory]
    [InlineData("users", 1000, null)]
    [InlineData("users", 1001, "the trigger at 1001 users (a) will not fire: the load has 1000 users. Without kill_config.json, the triggers follow the number of users.")]
    [InlineData("time", 59.9, null)]
    [InlineData("time", 60, "the trigger at 60 s (a) will not fire: the load ends after 60 s.")]
    [InlineData("rps", 1000000, null)]
    public void Unreachable_threshold_is_warned_of(string type, double threshold, string? warning)
    {
        var text = FormattableString.Invariant($"{{\"kill_triggers\": [\n{{\"type\": \"{type}\", \"threshold\": {threshold}, \"services\": [\"a\"]}}]}}");
        var warnings = Read(text).Unreachable(Load(1000, TimeSpan.FromMinutes(1)));

        if (warning is null) Assert.Empty(warnings);
        else Assert.EndsWith("kill_config.json:2: " + warning, Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, "the trigger at 800 users (a) will not fire: 500 of 1,000 users have started when the load ends.")]
    [InlineData(100, null)]
    public void A_share_of_users_who_do_not_start_in_time_is_warned_of_without_speaking_of_the_file(double spawnRate, string? warning)
    {
        var warnings = Read("""{"kill_triggers": [{"type": "users", "threshold": "80%", "services": ["a"]}]}""")
            .Unreachable(Load(1000, TimeSpan.FromSeconds(10), spawnRate));

        if (warning is null) Assert.Empty(warnings);
        else Assert.EndsWith("kill_config.json:1: " + warning, Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Kills_that_are_held_back_past_the_end_of_the_load_are_warned_of_and_not_noted()
    {
        using var starter = new TemporaryFile(ShopFaults.StarterFiles[0].Text);
        var load = Load(100, TimeSpan.FromSeconds(15), 50);
        var plan = FaultPlan.Read(starter.FullName, 100, load.Runtime);

        Assert.Equal(
            [
                $"{starter.FullName}:23: the trigger at 60 users (payment-service) will not fire: it comes 10 s after the one before it, at 20 s at the earliest, and the load ends after 15 s.",
                $"{starter.FullName}:32: the trigger at 80 users (stock-service) will not fire: the one before it, after which it comes, will not fire either.",
            ],
            plan.Unreachable(load));
        Assert.StartsWith("The first kill (order-service) will wait until 10 s", Assert.Single(plan.Notes(load)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_after_a_rate_is_warned_of_where_even_the_earliest_moment_is_too_late() => Assert.StartsWith(
        "the trigger at 1 s (b) will not fire: it comes 6 s after the one before it, at 11 s at the earliest",
        Assert.Single(new FaultPlan(
        [
            Rules.Kill(new RpsTrigger(100) { NotBefore = 5 }, ["a"]),
            Rules.Kill(new TimeTrigger(1) { AfterPrevious = 6 }, ["b"]),
        ]).Unreachable(Load(10, TimeSpan.FromSeconds(10)))),
        StringComparison.Ordinal);

    private static PlannedLoad Load(int users, TimeSpan runtime, double spawnRate = 1e6) => PlannedLoads.Of(users, runtime, spawnRate);

    private static FaultPlan Read(string text)
    {
        using var file = new TemporaryFile(text);
        return FaultPlan.Read(file.FullName, 1000, Runtime);
    }

    private static IReadOnlyList<ConfigurationError> ErrorsOf(string text)
    {
        using var file = new TemporaryFile(text);
        return Assert.Throws<ConfigurationException>(() => FaultPlan.Read(file.FullName, 1000, Runtime)).Errors;
    }
}
