using System.Text.Json;
using Faultline.IntegrationTests.Cli;

namespace Faultline.IntegrationTests.Systems;

/// <summary><c>faultline check FILE.yaml</c> and <c>faultline run FILE.yaml</c>, as a user types them.</summary>
public sealed class FileCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _state = new();

    public void Dispose()
    {
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task A_file_that_fits_its_system_is_told_so_with_what_was_read_back()
    {
        await using var bank = await TestBank.StartAsync();
        _folder.Write("bank.yaml", Bank(bank.Address));

        var check = await RunAsync("check", "bank.yaml", "--format", "json");

        Assert.True(check.ExitCode == 0, check.ToString());
        using var result = JsonDocument.Parse(check.Output);
        Assert.True(result.RootElement.GetProperty("fits").GetBoolean());
        var transfer = result.RootElement.GetProperty("operations")[0];
        Assert.Equal(("transfer", 200), (transfer.GetProperty("operation").GetString(), transfer.GetProperty("status").GetInt32()));
        var from = transfer.GetProperty("postings")[0];
        Assert.Equal((-1, 1000, 999), (from.GetProperty("amount").GetInt64(), from.GetProperty("before").GetInt64(), from.GetProperty("after").GetInt64()));
    }

    [Fact]
    public async Task A_value_that_is_not_in_the_answer_is_told_with_what_is()
    {
        await using var bank = await TestBank.StartAsync();
        _folder.Write("bank.yaml", Bank(bank.Address).Replace("value: $.balance", "value: $.amount", StringComparison.Ordinal));

        var check = await RunAsync("check", "bank.yaml");

        Assert.True(check.ExitCode == 1, check.ToString());
        Assert.Contains("answered 200, but $.amount is not there. It has: id, balance, currency", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_acknowledged_operation_that_moves_nothing_is_asked_about()
    {
        await using var bank = await TestBank.StartAsync(BankBug.AllForgotten);
        _folder.Write("bank.yaml", Bank(bank.Address));

        var check = await RunAsync("check", "bank.yaml");

        Assert.True(check.ExitCode == 1, check.ToString());
        Assert.Contains(
            "should have moved by −1 and moved by 0 within 10 s. Nothing was killed. Is posts: right, or is the system slow (settle-after:)?", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_wrong_or_missing_ends_with_64_and_a_silent_system_with_69()
    {
        _folder.Write("wrong.yaml", Bank(new Uri("http://127.0.0.1:9/")).Replace("read: GET bank /acc", "read: GET bnak /acc", StringComparison.Ordinal));
        _folder.Write("gone.yaml", Bank(new Uri("http://127.0.0.1:9/")));

        var (wrong, missing, gone) = (await RunAsync("check", "wrong.yaml"), await RunAsync("check", "missing.yaml"), await RunAsync("check", "gone.yaml"));

        Assert.Equal((64, 64, 69), (wrong.ExitCode, missing.ExitCode, gone.ExitCode));
        Assert.Contains("Did you mean \"bank\"?", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("missing.yaml", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_goes_by_its_file_and_options_go_before_it()
    {
        await using var bank = await TestBank.StartAsync();
        _folder.Write("bank.yaml", Bank(bank.Address));

        var run = await RunAsync("run", "bank.yaml", "--users", "30", "--runtime", "2", "--spawn-rate", "100", "--name", "mine", "--format", "json");

        Assert.True(run.ExitCode == 0, run.ToString());
        using var result = JsonDocument.Parse(run.Output);
        Assert.Equal("consistent", result.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(30, result.RootElement.GetProperty("load").GetProperty("users").GetInt32());
        var folder = Assert.Single(Directory.GetDirectories(Path.Combine(_folder.Path, "results"), "*-mine"));
        Assert.Equal(0, (await RunAsync("check", folder)).ExitCode);
    }

    private static string Bank(Uri address) => $$"""
        experiment: bank
        targets: { bank: {{address}} }
        accounts:
          balance: { read: GET bank /accounts/$id, value: $.balance, floor: 0 }
        populate:
          account: { count: 60, private: 40%, send: POST bank /accounts, body: { balance: 1000 }, id: $.id }
        operations:
          transfer:
            transaction: $id
            send: POST bank /transfers
            body: { id: $id, from: $from, to: $to, cents: $cents }
            posts: { balance($from): -$cents, balance($to): +$cents }
        users:
          pause: 20ms..60ms
          mix: { 100%: [pick from of account, pick to of account != from, draw cents 1..50, new id, transfer] }
        load: { users: 1000, spawn-rate: 50, runtime: 300s, server-timeout: 1s }
        """;

    private Task<ToolResult> RunAsync(params string[] arguments) => new Tool(_folder.Path, _state.Path).RunAsync(arguments);
}
