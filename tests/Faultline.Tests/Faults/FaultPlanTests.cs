using Faultline.Configuration;
using Faultline.Faults;

namespace Faultline.Tests.Faults;

public sealed class FaultPlanTests : IDisposable
{
    private static readonly string[] Services = ["order-service", "payment-service", "stock-service"];
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-plan-").FullName;

    private string File => Path.Combine(_folder, "kill_config.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_plan_is_read_and_what_is_absent_has_its_default()
    {
        var plan = Read("""
            { "kill_triggers": [
                { "type": "users", "threshold": 30, "services": ["order-service"], "count": 2, "recovery_time": 7.5 },
                { "type": "time", "threshold": 0, "services": ["a", "b"] },
                { "type": "rps", "threshold": 0.5, "services": ["a"], "count": 1.0 }, // three
            ] }
            """);

        Assert.Equal(
            ["Users 30 order-service ×2 7.5", "Time 0 a,b ×1 0", "Rps 0.5 a ×1 0"],
            plan.Triggers.Select(t => FormattableString.Invariant($"{t.Type} {t.Threshold} {string.Join(',', t.Services)} ×{t.Count} {t.RecoveryTime}")));
        Assert.Equal(["users", "time", "rps"], plan.Triggers.Select(t => t.TypeName));
    }

    [Fact]
    public void An_empty_list_is_a_plan_without_faults() => Assert.Empty(Read("""{ "kill_triggers": [] }""").Triggers);

    [Theory]
    [InlineData("[]", "1:1 {file} should be an object and is a list")]
    [InlineData("{}", "1:1 \"kill_triggers\" is missing in {file}")]
    [InlineData("{ \"kill_triggers\": {} }", "1:20 \"kill_triggers\" should be a list and is an object")]
    [InlineData("{ \"kill_triggers\": null }", "1:20 \"kill_triggers\" should be a list and is null")]
    [InlineData("{ \"kill_triggers\": [7] }", "1:21 a trigger should be an object and is 7")]
    [InlineData("{ \"kill_triggers\": [], \"kill_triggers\": [] }", "1:25 \"kill_triggers\" stands twice in {file}")]
    public void What_is_no_plan_is_told_with_its_place(string text, string expected) => Assert.Equal(expected.Replace("{file}", File, StringComparison.Ordinal), Errors(text).Single());

    [Theory]
    [InlineData("\"threshold\": 1, \"services\": [\"a\"]", "1:1 \"type\" is missing in a trigger")]
    [InlineData("\"type\": \"users\", \"services\": [\"a\"]", "1:1 \"threshold\" is missing in a trigger")]
    [InlineData("\"type\": \"users\", \"threshold\": 1", "1:1 \"services\" is missing in a trigger")]
    [InlineData("\"type\": \"user\", \"threshold\": 1, \"services\": [\"a\"]", "1:11 unknown trigger type \"user\"")]
    [InlineData("\"type\": 3, \"threshold\": 1, \"services\": [\"a\"]", "1:11 \"type\" should be a text and is 3")]
    [InlineData("\"type\": \"\", \"threshold\": 1, \"services\": [\"a\"]", "1:11 \"type\" should be a text and is empty")]
    [InlineData("\"type\": \"0\", \"threshold\": 1, \"services\": [\"a\"]", "1:11 unknown trigger type \"0\"")]
    [InlineData("\"type\": \"rps\", \"threshold\": -1, \"services\": [\"a\"]", "1:31 \"threshold\" must be at least 0 and is -1")]
    [InlineData("\"type\": \"rps\", \"threshold\": \"9\", \"services\": [\"a\"]", "1:31 \"threshold\" should be a number of at least 0 and is \"9\"")]
    [InlineData("\"type\": \"rps\", \"threshold\": 1, \"services\": []", "1:46 \"services\" names no service")]
    [InlineData("\"type\": \"rps\", \"threshold\": 1, \"services\": \"a\"", "1:46 \"services\" should be a list and is \"a\"")]
    [InlineData("\"type\": \"rps\", \"threshold\": 1, \"services\": [\"a\", 5]", "1:52 a service should be a text and is 5")]
    [InlineData("\"type\": \"rps\", \"threshold\": 1, \"services\": [\" \"]", "1:47 a service should be a text and is empty")]
    [InlineData("\"type\": \"rps\", \"threshold\": 1, \"services\": [\"a\", \"a\"]", "1:52 \"a\" stands twice in \"services\"")]
    [InlineData("\"type\": \"rps\", \"threshold\": 1, \"services\": [\"a\"], \"count\": 0", "1:62 \"count\" must be at least 1 and is 0")]
    [InlineData("\"type\": \"rps\", \"threshold\": 1, \"services\": [\"a\"], \"count\": 1.5", "1:62 \"count\" should be a whole number and is 1.5")]
    [InlineData("\"type\": \"rps\", \"threshold\": 1, \"services\": [\"a\"], \"count\": 3000000000", "1:62 \"count\" should be a whole number and is 3000000000")]
    [InlineData("\"type\": \"rps\", \"threshold\": 1, \"services\": [\"a\"], \"recovery_time\": true", "1:70 \"recovery_time\" should be a number of at least 0 and is true")]
    [InlineData("\"type\": \"rps\", \"threshold\": 1, \"services\": [\"a\"], \"recovery_time\": -0.5", "1:70 \"recovery_time\" must be at least 0 and is -0.5")]
    [InlineData("\"type\": \"rps\", \"threshold\": 1, \"services\": [\"a\"], \"recovery\": 4", "1:53 unknown key \"recovery\" in a trigger")]
    public void A_wrong_trigger_is_told_with_its_place(string members, string expected)
    {
        // The trigger begins a line of its own, so that columns count from its brace; the line is the second.
        var error = Errors("{ \"kill_triggers\": [\n{ " + members + " }\n] }").Single();

        Assert.Equal($"2:{expected[2..]}", error);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_in_the_order_of_the_text()
    {
        var errors = Errors("""
            { "kill_triggers": [
                { "type": "users ", "threshhold": 3, "services": [null] },
                { "type": "time", "threshold": 3, "count": -1, "services": [] }],
              "kill_trigger": 1 }
            """);

        Assert.Equal(
            [
                "2:5 \"threshold\" is missing in a trigger",
                "2:15 unknown trigger type \"users \"",
                "2:25 unknown key \"threshhold\" in a trigger",
                "2:55 a service should be a text and is null",
                "3:48 \"count\" must be at least 1 and is -1",
                "3:64 \"services\" names no service",
                "4:3 unknown key \"kill_trigger\" in " + File,
            ],
            errors);
    }

    [Fact]
    public void A_misspelt_type_or_key_comes_with_what_was_probably_meant()
    {
        var errors = Thrown("""{ "kill_triggers": [{ "type": "tiem", "treshold": 1, "services": ["a"] }] }""");

        Assert.Equal("Known: users, time, rps. Did you mean \"time\"?", errors.Single(e => e.Message.StartsWith("unknown trigger", StringComparison.Ordinal)).Hint);
        Assert.EndsWith("Did you mean \"threshold\"?", errors.Single(e => e.Message.StartsWith("unknown key", StringComparison.Ordinal)).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_a_configuration_error() =>
        Assert.Equal($"{File} does not exist", Assert.Throws<ConfigurationException>(() => FaultPlan.Read(File)).Message);

    [Fact]
    public void A_service_that_is_not_there_is_told_with_its_place_and_those_that_are()
    {
        var plan = Read("""
            { "kill_triggers": [
              { "type": "users", "threshold": 1, "services": ["order-service"] },
              { "type": "users", "threshold": 1,
                "services": ["stock-service", "paymnt-service"] } ] }
            """);

        var error = plan.Validate(Services).Single();

        Assert.Equal(("unknown service \"paymnt-service\"", File, 4, 35), (error.Message, error.File, error.Line, error.Column));
        Assert.Equal("    \"services\": [\"stock-service\", \"paymnt-service\"] } ] }", error.Excerpt);
        Assert.Equal("Running here: order-service, payment-service, stock-service. Did you mean \"payment-service\"?", error.Hint);
    }

    [Fact]
    public void Where_no_service_runs_each_name_is_an_error()
    {
        var errors = FaultPlan.Default(10).Validate([]);

        Assert.Equal(3, errors.Count);
        Assert.All(errors, e => Assert.Equal(("No services run here", null, 0), (e.Hint, e.File, e.Line)));
    }

    [Fact]
    public void The_classic_plan_kills_each_service_once_and_fits_the_shop()
    {
        var plan = FaultPlan.Default(15);

        Assert.Empty(plan.Validate(Services));
        Assert.Equal([(5d, 30d), (9d, 0d), (12d, 60d)], plan.Triggers.Select(t => (t.Threshold, t.RecoveryTime)));
    }

    [Theory]
    [InlineData(TriggerType.Users, 100, null)]
    [InlineData(TriggerType.Users, 101, "the trigger users ≥ 101 will not be reached: the load has 100 users and 30 s")]
    [InlineData(TriggerType.Time, 29.9, null)]
    [InlineData(TriggerType.Time, 30, "the trigger time ≥ 30 will not be reached: the load has 100 users and 30 s")]
    [InlineData(TriggerType.Rps, 1e9, null)]
    public void A_trigger_beyond_the_load_is_warned_of(TriggerType type, double threshold, string? warning) =>
        Assert.Equal(warning, One(type, threshold).Unreachable(100, 10, TimeSpan.FromSeconds(30)).SingleOrDefault());

    [Fact]
    public void Users_that_are_not_spawned_in_time_are_not_reached() =>
        Assert.Equal(
            "the trigger users ≥ 50 will not be reached: the load has 40 users and 20 s",
            One(TriggerType.Users, 50).Unreachable(100, 2, TimeSpan.FromSeconds(20)).Single());

    private static FaultPlan One(TriggerType type, double threshold) => new() { Triggers = [new FaultTrigger(type, threshold, ["a"], 1, 0)] };

    private FaultPlan Read(string text)
    {
        System.IO.File.WriteAllText(File, text);
        return FaultPlan.Read(File);
    }

    private IReadOnlyList<ConfigurationError> Thrown(string text) => Assert.Throws<ConfigurationException>(() => Read(text)).Errors;

    private IEnumerable<string> Errors(string text) => Thrown(text).Select(e => $"{e.Line}:{e.Column} {e.Message}");
}
