using System.IO.Compression;
using System.Text;
using Faultline.Hosting.State;
using Faultline.Histories;
using Faultline.IntegrationTests.Cli;

namespace Faultline.IntegrationTests.Systems;

/// <summary>A token of the environment that goes with every request, and that the server repeats where it refuses one.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string Token = "s3cr3t/t0ken+x\"y";
    private const string Recognised = "s3cr3t";

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _state = new();

    public void Dispose()
    {
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task It_is_in_no_file_of_the_run_and_in_no_output()
    {
        await using var till = await TestTill.StartAsync(refusesEach: 3);
        _folder.Write("till.yaml", Till(till.Address));

        var run = await RunAsync("run", "till.yaml");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains(till.Asked, a => a.Contains($"Bearer {Token}", StringComparison.Ordinal));
        AssertHidden(run.Output, run.Error);
        var results = _folder["results"];
        foreach (var file in Directory.EnumerateFiles(results, "*", SearchOption.AllDirectories)) AssertHidden(file, Content(file));
        var folder = Assert.Single(Directory.GetDirectories(results, "*-secret-till"));
        var history = new List<Operation>();
        await foreach (var operation in HistoryReader.ReadAsync(Path.Combine(folder, "history"), TestContext.Current.CancellationToken)) history.Add(operation);
        Assert.All(history, o => AssertHidden(o.Key, o.Answer, o.Input ?? "", o.Text ?? ""));
        Assert.Contains(history, o => o.Answer.Contains("***", StringComparison.Ordinal));
        var check = await RunAsync("check", folder);
        AssertHidden(check.Output, check.Error);
    }

    [Theory]
    [InlineData("--format", "json")]
    [InlineData("--format", "text")]
    public async Task It_is_not_told_by_a_check_of_the_file_that_meets_a_refusal(params string[] format)
    {
        await using var till = await TestTill.StartAsync(refusesEach: 1);
        _folder.Write("till.yaml", Till(till.Address));

        var check = await RunAsync(["check", "till.yaml", .. format]);

        Assert.True(check.ExitCode == 1, check.ToString());
        Assert.Contains("***", check.Output, StringComparison.Ordinal);
        Assert.Contains("422", check.Output, StringComparison.Ordinal);
        AssertHidden(check.Output, check.Error);
    }

    [Fact]
    public async Task It_is_not_told_where_the_population_is_refused()
    {
        await using var till = await TestTill.StartAsync();
        _folder.Write("till.yaml", Till(till.Address).Replace("/accounts, body", "/nowhere, body", StringComparison.Ordinal));

        var run = await RunAsync("run", "till.yaml");

        Assert.True(run.ExitCode == 69, run.ToString());
        Assert.Contains("***", run.Error, StringComparison.Ordinal);
        AssertHidden(run.Output, run.Error);
    }

    [Fact]
    public async Task A_check_of_a_file_asks_nothing_while_its_system_is_under_load()
    {
        await using var till = await TestTill.StartAsync();
        _folder.Write("till.yaml", Till(till.Address));
        var addresses = await TargetAddress.ResolveAsync([till.Address], TestContext.Current.CancellationToken);

        ToolResult check;
        using (AddressLocks.Acquire(addresses, "run other", TimeProvider.System, new StateFolder(_state.Path))) check = await RunAsync("check", "till.yaml");

        Assert.True(check.ExitCode == 69, check.ToString());
        Assert.Contains("run other", check.Error, StringComparison.Ordinal);
        Assert.Empty(till.Asked);
        Assert.Equal(0, (await RunAsync("check", "till.yaml")).ExitCode);
    }

    private static string Till(Uri address) => $$"""
        experiment: secret till
        targets: { till: { address: "{{address}}", headers: { Authorization: Bearer $env.TOKEN } } }
        accounts:
          balance: { read: GET till /$env.TOKEN/accounts/$id, value: $.balance }
        populate:
          account: { count: 20, send: POST till /$env.TOKEN/accounts, body: { balance: 0 }, id: $.id }
        operations:
          deposit:
            transaction: $id
            send: POST till /$env.TOKEN/deposits
            body: { id: $id, to: $to, cents: $cents }
            posts: { balance($to): +$cents }
            conserves: no
            repeat: no-effect
        users:
          pause: 20ms..60ms
          mix: { 100%: [pick to of account, draw cents 1..50, new id, deposit] }
        load: { users: 10, spawn-rate: 100, runtime: 1s, server-timeout: 1s }
        """;

    private static string Content(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (Path.GetExtension(file) != ".gz") return Encoding.UTF8.GetString(bytes);
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        return unpacked.ReadToEnd();
    }

    private static void AssertHidden(params string[] texts) => Assert.All(texts, text => Assert.DoesNotContain(Recognised, text, StringComparison.OrdinalIgnoreCase));

    private Task<ToolResult> RunAsync(params string[] arguments) =>
        new Tool(_folder.Path, _state.Path) { Environment = new Dictionary<string, string> { ["TOKEN"] = Token } }.RunAsync(arguments);
}
