using System.Text.Json;
using Faultline.Configuration;
using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Tests.Configuration;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Faults;

/// <summary>The file that a plan starts as, and the schema by which editors check it.</summary>
public class KillConfigFilesTests
{
    private static readonly StarterFile Starter = ShopFaults.StarterFiles[0];
    private static readonly StarterFile Schema = ShopFaults.StarterFiles[1];

    private static readonly TimeSpan Runtime = TimeSpan.FromSeconds(300);

    private static readonly string[] Values =
    [
        "null", "true", "-1", "-0.001", "0", "0.5", "1", "7", "30.25", "1e9", "2.0", "2147483647", "2147483648", "1e300", "\"30%\"", "\"100%\"", "\"100.5%\"", "\"0.25%\"", "\"030%\"", "\"0%\"", "\"00%\"", "\"1e1%\"", "\"-0%\"", "\"-3%\"", "\"30 %\"", "\"30\"", "\"%\"", "\"\"", "\" \"", "\"a\"", "\"users\"", "\"time\"", "\"rps\"", "\"Users\"",
        "[]", "{}", "[\"a\"]", "[\"a\", \"b\"]", "[\"a\", \"a\"]", "[\"a\", \"A\"]", "[1]", "[\" \"]", "[{}]",
        """{ "type": "rps", "threshold": 1, "services": ["a"] }""", """[{ "type": "time", "threshold": 0, "services": ["a"] }]""",
    ];

    private static readonly string[] Keys = ["$schema", "$comment", "kill_triggers", "type", "threshold", "services", "count", "recovery_time", "not_before", "after_previous", "Count", "comment", "treshold"];

    [Theory]
    [InlineData(40)]
    [InlineData(300)]
    public void The_starter_is_the_default_plan_for_any_number_of_users_and_loads_from_40_s_on(int seconds)
    {
        using var file = new TemporaryFile(Starter.Text);
        var runtime = TimeSpan.FromSeconds(seconds);

        Assert.All([1, 7, 1000], users => Assert.Equal(Told(ShopFaults.Default(users, runtime)), Told(FaultPlan.Read(file.FullName, users, runtime))));
    }

    [Fact]
    public void They_are_plain_json_that_other_tools_load() => StarterFileAssert.ArePlainJson(ShopFaults.StarterFiles);

    [Fact]
    public void The_starter_names_its_schema_and_says_what_each_field_means() => StarterFileAssert.Explains(ShopFaults.StarterFiles, root => root.GetProperty("kill_triggers")[0]);

    [Fact]
    public void The_schema_describes_every_field()
    {
        using var schema = JsonDocument.Parse(Schema.Text);
        var root = schema.RootElement;

        Assert.All(
            root.GetProperty("properties").EnumerateObject().Concat(root.GetProperty("definitions").GetProperty("trigger").GetProperty("properties").EnumerateObject()),
            field => Assert.NotEmpty(field.Value.GetProperty("description").GetString()!));
    }

    [Fact]
    public async Task Reader_and_schema_take_and_refuse_the_same_documents()
    {
        var both = await ReaderAndSchema.OfAsync(Schema, path => FaultPlan.Read(path, 1000, Runtime));
        const string Valid = """{ "kill_triggers": [ { "type": "users", "threshold": 3, "services": ["a", "b"], "count": 2, "recovery_time": 1.5, "not_before": 10 }, { "type": "time", "threshold": "50%", "services": ["c"], "after_previous": 2.5 } ] }""";

        Assert.True(both.Take(Valid));
        Assert.True(both.Take(Starter.Text));
        Assert.False(both.Take("""{ "kill_triggers": [ { "type": "rps", "threshold": "30%", "services": ["a"] } ] }"""));
        var taken = MutatedJson.Of(Valid, Values, Keys, count: 1_500, seed: 11).Count(both.Take);

        Assert.InRange(taken, 300, 1_000);
    }

    private static IEnumerable<(Trigger, string, int, double)> Told(FaultPlan plan) =>
        plan.Rules.Select(r => (r.Trigger, r.Target.Text, r.Target.Count, r.Duration));
}
