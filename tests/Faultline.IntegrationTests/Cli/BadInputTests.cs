using System.Net;
using System.Net.Sockets;

namespace Faultline.IntegrationTests.Cli;

/// <summary>What users get wrong: told as what, where, why and what next, with nothing killed.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Urls = """{ "ORDER_URL": "http://127.0.0.1:9", "PAYMENT_URL": "http://127.0.0.1:9", "STOCK_URL": "http://127.0.0.1:9" }""";
    private const string NoFaults = """{ "kill_triggers": [] }""";
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _state = new();
    private readonly Tool _tool;

    public BadInputTests() => _tool = new Tool(_folder.Path, _state.Path);

    public void Dispose()
    {
        _folder.Dispose();
        _state.Dispose();
    }

    [Theory]
    [InlineData("{ \"kill_triggers\": [ }", "kills.json:1:22", "")]
    [InlineData("{ \"kill_triggers\": [ { \"type\": \"user\", \"threshold\": 1, \"services\": [\"a\"] } ] }", "unknown trigger type \"user\"", "\"users\"")]
    [InlineData("{ \"kill_triggers\": [ { \"type\": \"users\", \"treshold\": 1, \"services\": [\"a\"] } ] }", "\"treshold\"", "\"threshold\"")]
    [InlineData("{ \"kill_triggers\": [ { \"type\": \"users\", \"threshold\": -1, \"services\": [\"a\"] } ] }", "threshold", "kills.json:1:")]
    [InlineData("{ \"kill_triggers\": [ { \"type\": \"users\", \"services\": [\"a\"] } ] }", "threshold", "kills.json:1:")]
    [InlineData("{ \"kill_triggers\": [ { \"type\": \"users\", \"threshold\": 1, \"services\": [\"a\"], \"count\": 0 } ] }", "count", "kills.json:1:")]
    public async Task A_kill_configuration_that_is_wrong(string text, string what, string next)
    {
        _folder.Write("urls.json", Urls);
        _folder.Write("kills.json", text);

        var result = await _tool.RunAsync("stress", "--kill-config", "kills.json");

        Told(result, 64, what, next);
    }

    [Fact]
    public async Task All_errors_of_all_files_are_told_at_once()
    {
        _folder.Write("urls.json", """{ "ORDER_URL": "ftp://x", "PAYMENT_URL": "http://127.0.0.1:9" }""");
        _folder.Write("kills.json", """{ "kill_triggers": [ { "type": "users", "threshold": 1, "services": ["a"], "count": 0 }, { "type": "tim", "threshold": 1, "services": ["a"] } ] }""");

        var result = await _tool.RunAsync("stress", "--kill-config", "kills.json");

        Told(result, 64, "count", "ORDER_URL");
        Told(result, 64, "\"tim\"", "STOCK_URL");
    }

    [Fact]
    public async Task An_explicit_file_that_is_missing()
    {
        _folder.Write("urls.json", Urls);

        Told(await _tool.RunAsync("stress", "--kill-config", "none.json"), 64, "none.json", "");
        Told(await _tool.RunAsync("stress", "--urls", "nowhere.json"), 64, "nowhere.json", "");
    }

    [Fact]
    public async Task Urls_json_that_is_missing() =>
        Told(await _tool.RunAsync("stress"), 64, "urls.json", "faultline shop up");

    [Theory]
    [InlineData("--users", "0", "--users")]
    [InlineData("--users", "many", "many")]
    [InlineData("--spawn-rate", "0", "--spawn-rate")]
    [InlineData("--spawn-rate", "NaN", "--spawn-rate")]
    [InlineData("--spawn-rate", "0,5", "--spawn-rate takes a number such as 5 or 0.5, not \"0,5\"")]
    [InlineData("--runtime", "0", "--runtime")]
    [InlineData("--runtime", "-5", "--runtime")]
    [InlineData("--host", "kubernetes", "kubernetes")]
    [InlineData("--max-blind-spot", "2", "--max-blind-spot")]
    [InlineData("--userz", "5", "--userz")]
    public async Task A_flag_that_is_wrong(string flag, string value, string told) =>
        Told(await _tool.RunAsync("stress", flag, value), 64, told, "faultline stress --help");

    [Theory]
    [InlineData("--population-size", "500")]
    [InlineData("--population", "visible")]
    public async Task A_population_that_nothing_is_to_create(string flag, string value) =>
        Told(await _tool.RunAsync("stress", flag, value), 64, $"error: {flag} says what --init is to create", "faultline stress --help");

    [Theory]
    [InlineData("--test-type", "stres", "--test-type must be consistency, stress or both, not \"stres\". Did you mean \"stress\"?")]
    [InlineData("--test-type", "load", "--test-type must be consistency, stress or both, not \"load\".")]
    [InlineData("--host", "dokcer", "--host must be process or docker, not \"dokcer\". Did you mean \"docker\"?")]
    [InlineData("--kill-services", null, "Required argument missing for option: '--kill-services'.")]
    [InlineData("--kill-services", ",", "--kill-services holds no name of a service")]
    [InlineData("--kill-services", "", "--kill-services holds no name of a service")]
    [InlineData("--kill-count", "0", "--kill-count must be at least 1 (0 given)")]
    [InlineData("--kill-count", "two", "--kill-count takes a whole number such as 5, not \"two\"")]
    [InlineData("--recovery-time", "-1", "--recovery-time must be at least 0 (-1 given)")]
    [InlineData("--recovery-time", "NaN", "--recovery-time takes a number such as 5 or 0.5, not \"NaN\"")]
    [InlineData("--recovery-time", "Infinity", "--recovery-time takes a number such as 5 or 0.5, not \"Infinity\"")]
    [InlineData("--recovery-time", "1e300", "--recovery-time must be at most 1000000")]
    [InlineData("--server-timeout", "1e300", "--server-timeout must be at most 1000000")]
    public async Task A_flag_of_the_test_that_is_wrong(string flag, string? value, string told) =>
        Told(await _tool.RunAsync(["test", flag, .. value is null ? Array.Empty<string>() : [value]]), 64, $"error: {told}", "faultline test --help");

    [Fact]
    public async Task A_command_or_an_option_that_does_not_exist()
    {
        Told(await _tool.RunAsync("stres"), 64, "stres", "Next: faultline --help. Did you mean \"stress\"?");
        Told(await _tool.RunAsync("services", "kil", "stock-service"), 64, "kil", "Next: faultline services --help. Did you mean \"kill\"?");
        Told(await _tool.RunAsync("test", "--kill-service", "stock-service"), 64, "--kill-service", "Did you mean \"--kill-services\"?");
        Told(await _tool.RunAsync("test", "--fromat", "json"), 64, "--fromat", "Did you mean \"--format\"?");
    }

    [Fact]
    public async Task Docker_without_an_engine()
    {
        var tool = new Tool(_folder.Path, _state.Path) { Docker = new Uri("unix:///nowhere/docker.sock") };

        Told(await tool.RunAsync("services", "status", "--host", "docker"), 69, "cannot reach Docker at unix:///nowhere/docker.sock (no such socket)", "DOCKER_HOST");
        Told(await tool.RunAsync("services", "status"), 69, "cannot reach Docker", "faultline shop up");
        Told(await tool.RunAsync("shop", "up", "--docker"), 69, "cannot reach Docker", "DOCKER_HOST");
    }

    [Fact]
    public async Task A_target_that_is_down()
    {
        _folder.Write("urls.json", Urls);
        _folder.Write("kill_config.json", NoFaults);

        Told(await _tool.RunAsync("stress"), 69, "http://127.0.0.1:9/orders/find/0", "Nothing was killed");
        Assert.False(Directory.Exists(_folder["results"]), "a run that never began left a folder");
    }

    [Fact]
    public async Task A_target_that_answers_garbage()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var stop = new CancellationTokenSource();
        var serving = ServeGarbageAsync(listener, stop.Token);
        _folder.Write("urls.json", Urls.Replace("127.0.0.1:9", $"127.0.0.1:{port}", StringComparison.Ordinal));
        _folder.Write("kill_config.json", NoFaults);

        Told(await _tool.RunAsync("stress"), 69, "gave no answer that can be used", "urls.json");

        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task A_service_that_does_not_exist_and_an_empty_shop_and_a_busy_port_and_a_results_folder_that_cannot_be_written()
    {
        await using var shop = await RunningShop.StartAsync();
        shop.Folder.Write(
            "typo.json",
            """
            { "kill_triggers": [
              { "type": "users", "threshold": 1,
                "services": ["paymnt-service"] } ] }
            """);
        shop.Folder.Write("none.json", NoFaults);
        var port = (File.ReadAllText(shop.Folder["urls.json"])).Split("127.0.0.1:")[1].Split('"')[0].TrimEnd('/');

        var typo = await shop.Tool.RunAsync("stress", "--init", "--kill-config", "typo.json");
        var empty = await shop.Tool.RunAsync("stress", "--kill-config", "none.json");
        var file = shop.Folder.Write("a-file", "");
        var unwritable = await shop.Tool.RunAsync("stress", "--kill-config", "none.json", "--output-dir", file);
        var busy = await shop.Elsewhere.RunAsync("shop", "up", "--port", port);
        var twice = await shop.Tool.RunAsync("shop", "up");
        var kill = await shop.Tool.RunAsync("services", "kill", "stok-service");
        var option = await shop.Tool.RunAsync("test", "--kill-services", "stock-service,paymnt-service");
        shop.Folder.Write("elsewhere.json", Urls);
        var elsewhere = await shop.Tool.RunAsync("stress", "--urls", "elsewhere.json");

        Told(typo, 64, "unknown service \"paymnt-service\"", "Did you mean \"payment-service\"?");
        Told(typo, 64, "typo.json:3:18", "order-service");
        Told(empty, 64, "the shop is empty", "--init");
        Told(unwritable, 64, "cannot write results", "--output-dir");
        Told(busy, 69, $"port {port} is in use", "--port");
        Told(twice, 69, "a shop runs in this folder already", "faultline shop down");
        Told(elsewhere, 64, "elsewhere.json names http://127.0.0.1:9", "Nothing was killed");
        Told(option, 64, "--kill-services   paymnt-service", "Did you mean \"payment-service\"?");
        Told(option, 64, "unknown service \"paymnt-service\"", "Running here: ");
        Assert.False(Directory.Exists(shop.Folder["results"]), "a run that never began left a folder");
        Told(kill, 64, "unknown service \"stok-service\"", "Did you mean \"stock-service\"?");
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    [Fact]
    public async Task Services_without_a_system() =>
        Told(await _tool.RunAsync("services", "list", "--host", "process"), 69, "no services run", "faultline shop up");

    private static void Told(ToolResult result, int exitCode, string what, string next)
    {
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Contains(result.Error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains(what, result.Error, StringComparison.Ordinal);
        Assert.Contains(next, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private static async Task ServeGarbageAsync(TcpListener listener, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                await client.GetStream().WriteAsync("<html>hello</html>\r\n\r\n"u8.ToArray(), stop);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // The tool hangs up as it likes.
            }
        }
    }
}
