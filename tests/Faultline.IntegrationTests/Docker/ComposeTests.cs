using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Docker.DotNet.Models;
using Faultline.Cli.Samples;
using Faultline.Docker;
using Faultline.Hosting.Machine;
using Faultline.IntegrationTests.Cli;

namespace Faultline.IntegrationTests.Docker;

/// <summary>The shop as a compose file: the same contract, and a project that the tool did not start.</summary>
[Collection(Engine.Tests)]
public sealed class ComposeTests
{
    private const string ComposeImage = "faultline-compose-shop";
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "compose", "compose.yaml");

    [Fact]
    public async Task The_compose_file_makes_a_shop_of_the_same_contract_that_the_tool_finds_kills_and_audits()
    {
        var ct = TestContext.Current.CancellationToken;
        var address = Engine.Require();
        Needs.Require(Needs.Program("docker-compose"), "there is no docker-compose (./test installs it)");
        using var engine = await DockerEngine.ConnectAsync(address, TimeProvider.System, ct);
        await engine.Client.Images.TagImageAsync(
            await new SampleImage(engine, _ => { }).EnsureAsync(ct), new ImageTagParameters { RepositoryName = ComposeImage, Tag = "latest" }, ct);
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        var project = $"faultlinecompose{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
        var port = FreePort.Find();
        var gateway = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        try
        {
            await ComposeAsync(address, project, port, "up", "-d", "--no-build");
            await AnsweredAsync(gateway, ct);
            await ShopContract.AssertAsync(gateway, ct);

            folder.Write("urls.json", $$"""{ "ORDER_URL": "{{gateway}}", "PAYMENT_URL": "{{gateway}}", "STOCK_URL": "{{gateway}}" }""");
            var kills = folder.Write("one.json", """{ "kill_triggers": [ { "type": "time", "threshold": 2, "services": ["order-service", "stock-db"], "recovery_time": 2 } ] }""");
            var run = await new Tool(folder.Path, state.Path) { Docker = address }.RunAsync(
                "stress", "--init", "--population-size", "300", "--users", "20", "--spawn-rate", "20", "--runtime", "10", "--server-timeout", "5",
                "--kill-config", kills, "--format", "json");

            Assert.True(run.ExitCode == 0, run.ToString());
            using var result = JsonDocument.Parse(run.Output);
            Assert.All(result.RootElement.GetProperty("faults").EnumerateArray(), f => Assert.True(f.GetProperty("delivered").GetBoolean()));
        }
        finally
        {
            await ComposeAsync(address, project, port, "down");
            await engine.Client.Images.DeleteImageAsync(ComposeImage, new ImageDeleteParameters(), CancellationToken.None);
        }
    }

    private static async Task ComposeAsync(Uri address, string project, int port, params string[] arguments)
    {
        var info = new ProcessStartInfo("docker-compose", ["-p", project, "-f", File, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        info.Environment["DOCKER_HOST"] = address.ToString();
        info.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        using var compose = Process.Start(info)!;
        var texts = await Task.WhenAll(compose.StandardError.ReadToEndAsync(), compose.StandardOutput.ReadToEndAsync());
        await compose.WaitForExitAsync();
        Assert.True(compose.ExitCode == 0, string.Concat(texts));
    }

    private static async Task AnsweredAsync(Uri gateway, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                foreach (var path in new[] { "stock/item/create/1", "payment/create_user", "orders/create/0" })
                {
                    using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), new ByteArrayContent([]), cancellationToken);
                    answer.EnsureSuccessStatusCode();
                }

                return;
            }
            catch (HttpRequestException) when (attempt < 300)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }
}
