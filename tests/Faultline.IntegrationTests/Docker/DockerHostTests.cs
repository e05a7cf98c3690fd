using System.Globalization;
using Docker.DotNet.Models;
using Faultline.Cli.Samples;
using Faultline.Docker;
using Faultline.Docker.Provisioning;
using Faultline.Hosting;
using Faultline.IntegrationTests.Hosting;

namespace Faultline.IntegrationTests.Docker;

[Collection(Engine.Tests)]
public sealed class DockerHostTests : ServiceHostContract
{
    private readonly string _project = $"faultline-test-{Guid.NewGuid():N}"[..24];
    private DockerEngine? _engine;

    [Fact]
    public async Task A_restart_policy_does_not_bring_back_what_was_killed_and_is_still_there_after_a_start()
    {
        await _engine!.Client.Containers.UpdateContainerAsync(
            A1.Handle!, new ContainerUpdateParameters { RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.Always } }, Token);

        await KillAsync(A1, Token);
        Assert.Equal(InstanceState.Exited, await StateAsync(A1));

        await Host.StartAsync(A1, Token);

        Assert.Equal(RestartPolicyKind.Always, Engine.Inspect(_engine, A1.Handle!).HostConfig!.RestartPolicy!.Name);
    }

    [Fact]
    public async Task A_later_container_of_the_same_name_is_another_instance()
    {
        await _engine!.Client.Containers.RemoveContainerAsync(A1.Handle!, new ContainerRemoveParameters { Force = true }, Token);
        await CreateContainerAsync("a", 1);

        var now = (await Host.ListAsync(Token)).Single(i => i.Id.Value == A1.Value).Id;

        Assert.NotEqual(A1, now);
        await Assert.ThrowsAsync<HostUnavailableException>(() => Host.StartAsync(A1, Token));
        Assert.Equal(InstanceState.Exited, await StateAsync(now));
    }

    [Fact]
    public async Task The_host_is_found_again_from_its_name_alone()
    {
        using var again = await DockerHost.ReopenAsync(Host.System, KnownServices.None, TimeProvider.System, Token);

        Assert.Equal(await Host.ListAsync(Token), await again.ListAsync(Token));
    }

    protected override async Task<IServiceHost> CreateAsync(IReadOnlyList<(string Service, int Number)> instances)
    {
        _engine = await DockerEngine.ConnectAsync(Engine.Require(), TimeProvider.System, Token);
        foreach (var (service, number) in instances) await CreateContainerAsync(service, number);
        return await DockerHost.FindAsync(_engine, _project, [], KnownServices.None, TimeProvider.System, Token);
    }

    protected override async Task DestroyAsync()
    {
        if (_engine is null) return;
        await new Deployment(_engine, _project).RemoveAsync(CancellationToken.None);
        _engine.Dispose();
    }

    // The health check of these containers looks for a file.
    protected override async Task SayReadyAsync(InstanceId instance, bool ready)
    {
        var exec = await _engine!.Client.Exec.CreateContainerExecAsync(
            instance.Handle!, new ContainerExecCreateParameters { AttachStdout = true, Cmd = ready ? ["touch", "/tmp/ready"] : ["rm", "-f", "/tmp/ready"] }, Token);
        using (var output = await _engine.Client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), Token))
            await output.ReadOutputToEndAsync(Token);
        var expected = ready ? "healthy" : "unhealthy";
        for (var i = 0; Engine.Inspect(_engine, instance.Handle!).State!.Health!.Status != expected; i++)
        {
            Assert.True(i < 600, $"the engine never found it {expected}");
            await Task.Delay(50, Token);
        }
    }

    protected override Task PauseAsync(InstanceId instance) => _engine!.Client.Containers.PauseContainerAsync(instance.Handle!, Token);

    protected override string ShortName(InstanceId instance) => instance.Value[(_project.Length + 1)..];

    protected override Task<int> MainProcessAsync(InstanceId instance) => Task.FromResult((int)Engine.Inspect(_engine!, instance.Handle!).State!.Pid);

    private async Task CreateContainerAsync(string service, int number)
    {
        var image = await new SampleImage(_engine!, _ => { }).EnsureAsync(Token);
        await _engine!.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Name = $"{_project}-{service}-{number}",
                Image = image,
                Entrypoint = ["sleep"],
                Cmd = ["600"],
                Healthcheck = new HealthcheckConfig { Test = ["CMD", "test", "-e", "/tmp/ready"], Interval = TimeSpan.FromMilliseconds(500), Retries = 1 },
                Labels = new Dictionary<string, string>
                {
                    ["com.docker.compose.project"] = _project,
                    ["com.docker.compose.service"] = service,
                    ["com.docker.compose.container-number"] = number.ToString(CultureInfo.InvariantCulture),
                    [Deployment.OwnLabel] = _project,
                },
                HostConfig = new HostConfig { NetworkMode = "none" },
            },
            Token);
    }
}
