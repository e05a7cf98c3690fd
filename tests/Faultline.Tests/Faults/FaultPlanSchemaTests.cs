using System.Text.Json;
using Faultline.Faults;

namespace Faultline.Tests.Faults;

public class FaultPlanSchemaTests
{
    [Fact]
    public void The_schema_names_the_triggers_that_there_are()
    {
        using var schema = JsonDocument.Parse(FaultPlanSchema.File.Text);
        var trigger = schema.RootElement.GetProperty("definitions").GetProperty("trigger");
        var fields = trigger.GetProperty("properties");

        Assert.Equal("""["users", "time", "rps"]""", fields.GetProperty("type").GetProperty("enum").GetRawText());
        Assert.Equal("""["users", "time"]""", trigger.GetProperty("anyOf")[0].GetProperty("properties").GetProperty("type").GetProperty("enum").GetRawText());
        Assert.Equal(
            "What is watched. users: virtual users reached. time: seconds since the start of the load. rps: requests completed in the last second.",
            fields.GetProperty("type").GetProperty("description").GetString());
        Assert.StartsWith(
            "The value at which the trigger fires: users, seconds or requests per second; or, as",
            fields.GetProperty("threshold").GetProperty("description").GetString(), StringComparison.Ordinal);
    }
}
