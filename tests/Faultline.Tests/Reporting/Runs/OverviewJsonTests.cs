using System.Text.Json.Nodes;
using Faultline.Checking;
using Faultline.Reporting.Runs;

namespace Faultline.Tests.Reporting.Runs;

public sealed class OverviewJsonTests
{
    [Fact]
    public void Runs_folders_that_were_skipped_and_files_are_told_with_the_schema()
    {
        var run = StoredRuns.Run("bad", VerdictKind.Inconsistent) with { StartedAt = SampleRuns.Start.AddMicroseconds(12), AnomaliesByKind = [new("oversold", 7), new("charged-twice", 2)] };

        var root = Written(StoredRuns.Overview([new("x", "It holds no run.json.")], run), "a.png", "report.md");

        Assert.Equal(["schema", "runs", "skipped", "files"], root.Select(member => member.Key));
        Assert.Equal(2, (int)root["schema"]!);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
            {
              "id": "1-bad", "name": "bad", "kind": "stress", "scenario": "bad", "startedAt": "2031-05-06T12:00:00.000012Z", "verdict": "inconsistent",
              "anomaliesByKind": { "charged-twice": 2, "oversold": 7 },
              "workload": "shop",
              "transactions": [{ "kind": "checkout", "attempted": 1000, "succeeded": 900, "refused": 90, "unknown": 10, "successRate": 0.9, "repeat": null }]
            }
            """),
            Assert.Single(root["runs"]!.AsArray())), root["runs"]!.ToJsonString());
        Assert.Equal("""[{"folder":"x","reason":"It holds no run.json."}]""", root["skipped"]!.ToJsonString());
        Assert.Equal(["a.png", "report.md"], root["files"]!.AsArray().Select(file => (string)file!));
    }

    private static JsonObject Written(RunOverview overview, params string[] files)
    {
        using var stream = new MemoryStream();
        OverviewJson.Write(overview, files, stream);
        return JsonNode.Parse(stream.ToArray())!.AsObject();
    }
}
