using System.Text.Json.Nodes;
using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Cli.Shop;
using Faultline.Experiments;
using Faultline.Recovery;
using Faultline.Reporting.Json;
using Faultline.Reporting.Runs;

namespace Faultline.Tests.Reporting.Runs;

public sealed class RunArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-archive-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_is_read_back_as_it_was_written()
    {
        Write("a", SampleRuns.Inconsistent());
        File.WriteAllText(Path.Combine(_folder, "a", "report.html"), "");

        var run = Assert.Single(RunArchive.Read(_folder, FirstSchema.Read).Runs);

        Assert.Equal(("a", "demo-naive", "stress", "saga", VerdictKind.Inconsistent, 100), (run.FolderName, run.Name, run.Kind, run.Variant, run.Verdict, run.Users));
        Assert.Equal("no-refund", run.Bug);
        Assert.Equal(SampleRuns.Inconsistent().StartedAt, run.StartedAt);
        Assert.Equal([new TransactionTotals("checkout", 600, 580, 15, 5) { Repeat = RepeatRule.AcceptedWithoutEffect }], run.Transactions);
        Assert.Equal([3L, -2, 10, -10], run.Section!.Groups.SelectMany(g => g.Figures).Select(f => f.Value));
        Assert.Equal(3, run.Anomalies);
        Assert.Contains(run.AnomaliesByKind, kind => kind is { Key: "charged-twice", Value: 1 });
        Assert.Equal(["order-service-1", "stock-service-1"], run.Faults.Select(fault => fault.Target));
        Assert.Equal(2.98, run.Faults[0].DowntimeSeconds!.Value, 6);
        Assert.True(run is { HasPage: true, Audited: true } && run.Faults[0].Delivered);
        Assert.NotEmpty(run.Reasons);
    }

    [Theory]
    [MemberData(nameof(SampleRuns.Names), MemberType = typeof(SampleRuns))]
    public void Every_run_that_can_be_written_is_read_or_skipped_as_unfinished(string name)
    {
        var run = SampleRuns.Named(name);
        Write("a", run);

        var archive = RunArchive.Read(_folder, FirstSchema.Read);

        Assert.Equal(run.FinishedAt is null ? 0 : 1, archive.Runs.Count);
        Assert.All(archive.Skipped, skipped => Assert.Contains("unfinished", skipped.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_come_in_the_order_of_their_start_and_the_link_to_the_latest_is_no_run()
    {
        Write("b-early", SampleRuns.Consistent());
        Write("a-late", SampleRuns.Consistent() with { StartedAt = SampleRuns.Start.AddHours(1) });
        Directory.CreateSymbolicLink(Path.Combine(_folder, "latest"), "a-late");

        Assert.Equal(["b-early", "a-late"], RunArchive.Read(_folder, FirstSchema.Read).Runs.Select(run => run.FolderName));
    }

    [Fact]
    public void Links_beside_a_run_are_no_further_runs_and_one_to_elsewhere_is_one()
    {
        var elsewhere = Path.Combine(_folder, "archive", "old");
        Write("archive/old", SampleRuns.Consistent());
        Write("results/a", SampleRuns.Inconsistent());
        var results = Path.Combine(_folder, "results");
        Directory.CreateSymbolicLink(Path.Combine(results, "baseline"), "a");
        Directory.CreateSymbolicLink(Path.Combine(results, "to-baseline"), Path.Combine(results, "baseline"));
        Directory.CreateSymbolicLink(Path.Combine(results, "old"), elsewhere);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "linked"), results);

        foreach (var folder in new[] { results, results + Path.DirectorySeparatorChar, Path.Combine(_folder, "linked") })
        {
            var archive = RunArchive.Read(folder, FirstSchema.Read);
            Assert.Equal(["a", "old"], archive.Runs.Select(run => run.FolderName).Order(StringComparer.Ordinal));
            Assert.Empty(archive.Skipped);
        }
    }

    [Fact]
    public void Members_that_a_reader_does_not_know_are_passed_over()
    {
        Write("a", SampleRuns.Consistent(), json => json["new"] = new JsonObject { ["deep"] = new JsonArray(1, "two", null) });

        Assert.Single(RunArchive.Read(_folder, FirstSchema.Read).Runs);
    }

    [Fact]
    public void Words_and_figures_come_back_as_they_were_written()
    {
        Write("a", SampleRuns.OfBank() with { Section = StoredRuns.OfBank().Section });

        var run = Assert.Single(RunArchive.Read(_folder, FirstSchema.Read).Runs);

        Assert.Equal(("bank", "two-phase", "half-transfer"), (run.Workload, run.Variant, run.Bug));
        Assert.Equivalent(SampleRuns.OfBank().Words, run.Words, strict: true);
        Assert.Equivalent(StoredRuns.OfBank().Section, run.Section, strict: true);
        Assert.Equal((1_000, 880), (run.AllTransactions.Attempted, run.AllTransactions.Succeeded));
    }

    [Fact]
    public void Parts_of_words_and_figures_that_are_missing_are_told_in_the_words_of_bookkeeping()
    {
        Write("a", SampleRuns.OfBank(), json =>
        {
            json["words"] = JsonNode.Parse("""{ "attempt": { "one": "transfer" }, "variant": null, "anomalies": { "a": null } }""");
            json["section"] = JsonNode.Parse("""{ "name": "money", "groups": [ null, {}, { "name": "total", "figures": [ null, {}, { "name": "cents", "value": 3 } ] } ] }""");
        });

        var run = Assert.Single(RunArchive.Read(_folder, FirstSchema.Read).Runs);

        Assert.Equivalent(WorkloadWords.Plain, run.Words, strict: true);
        Assert.Equal(new WorkloadFigure("cents", "cents", 3), Assert.Single(Assert.Single(run.Section!.Groups).Figures));
        Assert.Equal(("money", "total"), (run.Section.Title, run.Section.Groups[0].Heading));
    }

    [Fact]
    public void How_the_system_came_through_a_fault_is_read_back()
    {
        var run = SampleRuns.Recovered();
        Write("a", run with { Recovery = [.. run.Recovery, FaultRecovery.Of(run.Faults[0] with { HealedAt = null, ReadyAt = null })] });

        var faults = Assert.Single(RunArchive.Read(_folder, FirstSchema.Read).Runs).Faults;

        Assert.Equal([(false, false), (false, true), (true, false)], faults.Select(fault => (fault.NeverReady, fault.NeverSteady)));
        Assert.Equal([3.98, null, null], faults.Select(fault => fault.SteadySeconds is { } steady ? Math.Round(steady, 6) : (double?)null));
    }

    [Fact]
    public void A_run_without_recovery_figures_has_the_times_of_its_faults_alone()
    {
        Write("a", SampleRuns.Recovered(), json => json.AsObject().Remove("recovery"));

        var faults = Assert.Single(RunArchive.Read(_folder, FirstSchema.Read).Runs).Faults;

        Assert.Equal([2.98, 4.48], faults.Select(fault => Math.Round(fault.DowntimeSeconds!.Value, 6)));
        Assert.Equal(
            SampleRuns.Recovered().Recovery.Select(r => Math.Round(r.Restart!.Value.TotalSeconds, 6)), faults.Select(fault => Math.Round(fault.RestartSeconds!.Value, 6)));
        Assert.All(faults, fault => Assert.Null(fault.SteadySeconds));
    }

    [Theory]
    [InlineData("recovery")]
    [InlineData("faults")]
    public void What_is_missing_from_a_file_is_not_told_as_never_ready(string list)
    {
        var run = SampleRuns.Recovered();
        Write("a", run with { Recovery = [FaultRecovery.Of(run.Faults[0] with { HealedAt = null, ReadyAt = null })] }, json =>
        {
            if (list == "recovery") json["recovery"] = new JsonArray();
            else json["faults"]![0]!.AsObject().Remove("injectedAt");
        });

        var fault = Assert.Single(Assert.Single(RunArchive.Read(_folder, FirstSchema.Read).Runs).Faults);

        Assert.Null(fault.DowntimeSeconds);
        Assert.False(fault.NeverReady);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{\n\"schema\": 1,\n", "not JSON from line 3 on")]
    [InlineData("null", "holds nothing")]
    [InlineData("[]", "damaged")]
    [InlineData("{}", "no schema, name, kind")]
    [InlineData("{ \"schema\": \"one\" }", "schema")]
    [InlineData("{ \"schema\": 7 }", "later version (schema 7; this one reads up to schema 2)")]
    [InlineData("\u0000\u0001\u0002", "not JSON")]
    public void A_file_that_is_no_run_is_skipped_with_the_reason(string text, string reason)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "bad"));
        File.WriteAllText(Path.Combine(_folder, "bad", "run.json"), text);
        Write("good", SampleRuns.Consistent());

        var archive = RunArchive.Read(_folder, FirstSchema.Read);

        Assert.Equal("bad", Assert.Single(archive.Skipped).Name);
        Assert.Contains(reason, archive.Skipped[0].Reason, StringComparison.Ordinal);
        Assert.Equal("good", Assert.Single(archive.Runs).FolderName);
    }

    [Theory]
    [InlineData("verdict", "\"maybe\"", "verdict")]
    [InlineData("verdict", "null", "no verdict")]
    [InlineData("startedAt", "\"yesterday\"", "damaged")]
    [InlineData("workload", "null", "no workload")]
    [InlineData("transactions", "null", "no transactions")]
    [InlineData("transactions", "[ null ]", "do not add up")]
    [InlineData("transactions", "[ { \"attempted\": 1, \"succeeded\": 1 } ]", "do not add up")]
    [InlineData("transactions", "[ { \"kind\": \"a\", \"attempted\": 1, \"succeeded\": 2 } ]", "do not add up")]
    [InlineData("transactions", "[ { \"kind\": \"a\", \"attempted\": 9000000000000000000, \"succeeded\": 2 } ]", "do not add up")]
    [InlineData("transactions", "{ \"attempted\": 1 }", "transactions is not what belongs there")]
    [InlineData("section", "[ 1 ]", "section is not what belongs there")]
    [InlineData("words", "\"shop\"", "words is not what belongs there")]
    [InlineData("faults", "[ {} ]", "service")]
    [InlineData("faults", "[ null ]", "service")]
    [InlineData("anomaliesByKind", "{ \"a\": \"b\" }", "anomaliesByKind")]
    [InlineData("finished", "false", "unfinished")]
    public void A_member_that_cannot_be_used_is_named(string member, string value, string reason)
    {
        Write("a", SampleRuns.Consistent(), json => json[member] = JsonNode.Parse(value));

        Assert.Contains(reason, Assert.Single(RunArchive.Read(_folder, FirstSchema.Read).Skipped).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verdict", "\"maybe\"", "Its run.json is damaged: its verdict is none of consistent, inconsistent and undetermined.")]
    [InlineData("schema", "7", "It was written by a later version (schema 7; this one reads up to schema 2).")]
    [InlineData("finished", "false", "The run is unfinished: it goes on, or was ended without a chance to write its results.")]
    public void Only_a_file_that_no_run_wrote_so_is_damaged(string member, string value, string problem)
    {
        Write("a", SampleRuns.Consistent(), json => json[member] = JsonNode.Parse(value));

        Assert.Equal(((StoredRun?)null, problem, member == "verdict"), StoredRun.Read(Path.Combine(_folder, "a"), FirstSchema.Read));
    }

    [Fact]
    public void Folders_without_a_run_are_told_but_not_hidden_ones_nor_the_one_that_is_written_to()
    {
        foreach (var name in new[] { "other", ".hidden", "overview" }) Directory.CreateDirectory(Path.Combine(_folder, name));

        var archive = RunArchive.Read(_folder, FirstSchema.Read, except: Path.Combine(_folder, "overview") + Path.DirectorySeparatorChar);

        Assert.Equal(new SkippedFolder("other", "It holds no run.json."), Assert.Single(archive.Skipped));
    }

    private void Write(string name, Run run, Action<JsonNode>? change = null)
    {
        var path = Path.Combine(_folder, name, "run.json");
        RunJson.Write(run, path);
        if (change is null) return;
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        change(json);
        File.WriteAllText(path, json.ToJsonString());
    }
}
