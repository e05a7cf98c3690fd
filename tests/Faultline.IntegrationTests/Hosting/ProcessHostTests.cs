using System.Diagnostics;
using System.Globalization;
using Faultline.Hosting.Machine;
using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.IntegrationTests.Hosting;

public sealed class ProcessHostTests : ServiceHostContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-host-").FullName;

    // A length that no other process sleeps for, so that processes can be counted by it.
    private readonly string _length = string.Create(CultureInfo.InvariantCulture, $"{600 + Random.Shared.NextDouble():0.000000000}");
    private readonly ReadyEndpoint _stranger = new();
    private ListeningService? _service;

    private ProcessHost Processes => (ProcessHost)Host;

    private string Log => Path.Combine(_folder, "log");

    [Fact]
    public async Task A_service_is_no_child_of_ours_and_has_a_session_of_its_own()
    {
        var pid = await MainProcessAsync(A1);

        var fields = ProcessTable.Fields(pid)!;
        var own = pid.ToString(CultureInfo.InvariantCulture);
        Assert.Equal((own, own), (fields[2], fields[3]));
        Assert.NotEqual(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), fields[1]);
    }

    [Fact]
    public async Task Nothing_of_ours_is_open_in_a_service()
    {
        using var ours = File.Create(Path.Combine(_folder, "ours"));
        await KillAsync(A1, Token);
        await Host.StartAsync(A1, Token);

        var open = ProcessTable.OpenFiles(await MainProcessAsync(A1));

        Assert.Equal(["/dev/null", Log, Log], open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_process_that_got_the_pid_counts_as_exited_and_is_never_killed()
    {
        using var stranger = Process.Start("/bin/sleep", "600");
        try
        {
            var identity = ProcessIdentity.Of(stranger.Id)!.Value;
            var spec = Spec("c", "c-1");
            new InstanceRecords(_folder).Write(new InstanceRecord(spec, identity with { StartTime = identity.StartTime - 1 }));
            var instance = new InstanceId(spec.Instance);

            Assert.Equal(InstanceState.Exited, await StateAsync(instance));
            await KillAsync(instance, Token);
            await Processes.StopAsync(instance, TimeSpan.FromSeconds(1), Token);

            Assert.True(ProcessTable.IsAlive(stranger.Id));
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task A_frozen_service_can_be_killed()
    {
        var pid = await MainProcessAsync(A1);
        await PauseAsync(A1);

        await KillAsync(A1, Token);

        Assert.False(ProcessTable.IsAlive(pid));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task A_stranger_on_the_port_is_never_taken_for_the_service_whatever_it_answers(int status)
    {
        _stranger.Status = status;
        await Processes.AddAsync(Spec("c", "c-1") with { ReadyUrl = _stranger.Url }, Token);
        await Host.StartAsync(new InstanceId("c-1"), Token);

        var check = await Host.CheckReadyAsync(new InstanceId("c-1"), Token);

        Assert.Equal(ReadyCheck.No($"at 127.0.0.1:{_stranger.Url.Port} another process answers"), check);
    }

    [Fact]
    public async Task An_answer_that_sends_elsewhere_is_none()
    {
        _stranger.Status = 302;
        await Processes.AddAsync(Spec("c", "c-1") with { ReadyUrl = _stranger.Url }, Token);
        await Host.StartAsync(new InstanceId("c-1"), Token);

        Assert.False((await Host.CheckReadyAsync(new InstanceId("c-1"), Token)).IsReady);
    }

    [Fact]
    public async Task A_log_that_nobody_reads_holds_up_neither_the_start_nor_the_end_of_what_was_not_released()
    {
        var pipe = Path.Combine(_folder, "pipe");
        using (var made = Process.Start("/usr/bin/mkfifo", pipe)) await made.WaitForExitAsync(Token);

        var held = (await HeldProcess.PrepareAsync(Spec("c", "c-1") with { LogFile = pipe }))!;
        await held.DisposeAsync();

        await ProcessTable.GoneAsync(held.Identity.Pid);
    }

    [Fact]
    public async Task An_answer_that_names_another_instance_is_not_this_ones()
    {
        _stranger.Instance = "c-2";
        await Processes.AddAsync(Spec("c", "c-1") with { ReadyUrl = _stranger.Url }, Token);
        await Host.StartAsync(new InstanceId("c-1"), Token);

        var check = await Host.CheckReadyAsync(new InstanceId("c-1"), Token);

        Assert.Equal(ReadyCheck.No($"at 127.0.0.1:{_stranger.Url.Port} another instance answers"), check);
    }

    [Fact]
    public async Task What_nobody_gave_leave_never_executes_its_program()
    {
        var mark = Path.Combine(_folder, "executed");
        var spec = Spec("c", "c-1") with { FileName = "/bin/touch", Arguments = [mark] };

        var held = (await HeldProcess.PrepareAsync(spec))!;
        Assert.Equal(InstanceState.Running, held.Identity.State());
        await held.DisposeAsync();

        await ProcessTable.GoneAsync(held.Identity.Pid);
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task What_is_released_executes_its_program_as_the_process_that_is_on_record()
    {
        var pid = await MainProcessAsync(A1);

        Assert.Equal(pid, Assert.Single(ProcessTable.Running("/bin/sleep", _length), p => p == pid));
    }

    [Fact]
    public async Task A_later_start_gives_the_service_as_many_files_as_it_had_before()
    {
        var most = await OpenFilesAsync();
        await KillAsync(A1, Token);
        await Processes.AddAsync(Spec("a", A1.Value) with { OpenFiles = 1 }, Token);
        await Host.StartAsync(A1, Token);
        Assert.Equal(most, await OpenFilesAsync());
        Assert.Equal(most, new InstanceRecords(_folder).Read(A1)!.Spec.OpenFiles);

        // Who may raise the limit does, and who may not starts it all the same.
        await KillAsync(A1, Token);
        await Processes.AddAsync(Spec("a", A1.Value) with { OpenFiles = most + 1 }, Token);
        await Host.StartAsync(A1, Token);
        var mayRaise = await MayRaiseAsync(most + 1);
        Assert.Equal(mayRaise ? most + 1 : most, await OpenFilesAsync());
        Assert.Equal(most + 1, new InstanceRecords(_folder).Read(A1)!.Spec.OpenFiles);

        // Being root is not enough where a container or a sandbox takes the right away.
        async Task<bool> MayRaiseAsync(long to)
        {
            using var shell = Process.Start("/bin/sh", ["-c", $"ulimit -n {to.ToString(CultureInfo.InvariantCulture)} 2>/dev/null"]);
            await shell.WaitForExitAsync(Token);
            return shell.ExitCode == 0;
        }

        async Task<long> OpenFilesAsync() => long.Parse(
            (await File.ReadAllLinesAsync($"/proc/{await MainProcessAsync(A1)}/limits", Token))
                .Single(l => l.StartsWith("Max open files", StringComparison.Ordinal))["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0],
            CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Every_start_can_be_told_by_its_environment()
    {
        var first = await StartMarkAsync();
        await KillAsync(A1, Token);
        await Host.StartAsync(A1, Token);

        Assert.Equal(32, first.Length);
        Assert.NotEqual(first, await StartMarkAsync());

        async Task<string> StartMarkAsync() =>
            (await File.ReadAllTextAsync($"/proc/{await MainProcessAsync(A1)}/environ", Token))
            .Split('\0').Single(v => v.StartsWith("FAULTLINE_START=", StringComparison.Ordinal))["FAULTLINE_START=".Length..];
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"Spec\":{\"Service\":\"a\",\"Instance\":\"a-1\"}}")]
    [InlineData("{\"Spec\":{\"Service\":\"a\",\"Instance\":\"a-2\",\"FileName\":\"x\",\"WorkingDirectory\":\"/\"}}")]
    public async Task A_record_that_names_no_instance_is_told_by_name(string content)
    {
        var record = Path.Combine(_folder, ".faultline", "instances", "a-1.json");
        var before = await File.ReadAllTextAsync(record, Token);
        try
        {
            await File.WriteAllTextAsync(record, content, Token);

            var error = await Assert.ThrowsAsync<HostUnavailableException>(() => Host.ListAsync(Token));

            Assert.Contains(record, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await File.WriteAllTextAsync(record, before, Token);
        }
    }

    [Fact]
    public async Task Two_starts_at_once_make_one_process()
    {
        foreach (var instance in await Host.ListAsync(Token)) await KillAsync(instance.Id, Token);
        var other = ProcessHost.Open(_folder, TimeProvider.System);

        await Task.WhenAll(Host.StartAsync(A1, Token), other.StartAsync(A1, Token), Host.StartAsync(A1, Token));

        Assert.Equal([await MainProcessAsync(A1)], ProcessTable.Running("/bin/sleep", _length));
    }

    [Fact]
    public async Task An_executable_that_is_missing_is_told_with_the_log()
    {
        await Processes.AddAsync(Spec("c", "c-1") with { FileName = "/no/such/service" }, Token);

        var error = await Assert.ThrowsAsync<HostUnavailableException>(() => Host.StartAsync(new InstanceId("c-1"), Token));

        Assert.Equal("c-1 ended as soon as it was started", error.Message);
        Assert.Contains($"Its log, {Log}, ends with: ", error.Hint, StringComparison.Ordinal);
        Assert.Contains("/no/such/service", error.Hint, StringComparison.Ordinal);
        Assert.Equal(InstanceState.Exited, await StateAsync(new InstanceId("c-1")));
    }

    [Fact]
    public async Task A_working_folder_that_is_missing_is_told()
    {
        await Processes.AddAsync(Spec("c", "c-1") with { WorkingDirectory = Path.Combine(_folder, "none") }, Token);

        var error = await Assert.ThrowsAsync<HostUnavailableException>(() => Host.StartAsync(new InstanceId("c-1"), Token));

        Assert.Contains("none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_and_odd_arguments_arrive_as_they_are()
    {
        var script = "printf '%s|' \"$GREETING\" \"$@\"; exec sleep 600";
        await Processes.AddAsync(
            Spec("c", "c-1") with
            {
                FileName = "/bin/sh",
                Arguments = ["-c", script, "sh", "a b", "$HOME", "\"'"],
                Environment = new Dictionary<string, string> { ["GREETING"] = "höi; exit" },
            },
            Token);

        await Host.StartAsync(new InstanceId("c-1"), Token);

        while (!(await File.ReadAllTextAsync(Log, Token)).Contains('\'', StringComparison.Ordinal)) await Task.Delay(2, Token);
        Assert.Equal("höi; exit|a b|$HOME|\"'|", await File.ReadAllTextAsync(Log, Token));
    }

    [Fact]
    public async Task One_that_ends_by_itself_when_asked_is_not_killed()
    {
        await Processes.AddAsync(
            Spec("c", "c-1") with { FileName = "/bin/sh", Arguments = ["-c", "trap 'echo bye; exit' TERM; echo up; while :; do sleep 0.01; done"] }, Token);
        await Host.StartAsync(new InstanceId("c-1"), Token);
        while (!(await File.ReadAllTextAsync(Log, Token)).Contains("up", StringComparison.Ordinal)) await Task.Delay(2, Token);

        await Processes.StopAsync(new InstanceId("c-1"), TimeSpan.FromMinutes(1), Token);

        Assert.EndsWith("bye\n", await File.ReadAllTextAsync(Log, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_end_when_asked_is_killed_after_the_grace()
    {
        await Processes.AddAsync(Spec("c", "c-1") with { FileName = "/bin/sh", Arguments = ["-c", "trap '' TERM; echo up; exec sleep 600"] }, Token);
        await Host.StartAsync(new InstanceId("c-1"), Token);
        while (!(await File.ReadAllTextAsync(Log, Token)).Contains("up", StringComparison.Ordinal)) await Task.Delay(2, Token);

        await Processes.StopAsync(new InstanceId("c-1"), TimeSpan.FromMilliseconds(50), Token);

        Assert.Equal(InstanceState.Exited, await StateAsync(new InstanceId("c-1")));
    }

    [Fact]
    public async Task Another_invocation_sees_the_same_processes_under_the_same_name_however_the_folder_is_reached()
    {
        var link = $"{_folder}-link";
        Directory.CreateSymbolicLink(link, _folder);
        try
        {
            var other = ProcessHost.Open(link + "/", TimeProvider.System);

            Assert.Equal(Host.System, other.System);
            Assert.Equal(await Host.ListAsync(Token), await other.ListAsync(Token));
            Assert.True(ProcessHost.HasLiveInstances(link));
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_has_no_instances()
    {
        var none = Path.Combine(_folder, "none", "at all");

        Assert.Empty(await ProcessHost.Open(none, TimeProvider.System).ListAsync(Token));
        Assert.False(ProcessHost.HasLiveInstances(none));
    }

    [Fact]
    public async Task What_runs_cannot_be_forgotten_and_what_has_exited_can()
    {
        await Assert.ThrowsAsync<HostUnavailableException>(() => Processes.RemoveAsync(A1, Token));

        await KillAsync(A1, Token);
        await Processes.RemoveAsync(A1, Token);

        Assert.Equal(["b-2", "b-10"], (await Host.ListAsync(Token)).Select(i => i.Id.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../a")]
    [InlineData(".hidden")]
    [InlineData("a b")]
    public async Task A_name_that_is_no_file_name_is_refused(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Processes.AddAsync(Spec("c", name), Token));

    protected override async Task<IServiceHost> CreateAsync(IReadOnlyList<(string Service, int Number)> instances)
    {
        var host = ProcessHost.Open(_folder, TimeProvider.System);
        foreach (var (service, number) in instances) await host.AddAsync(Spec(service, $"{service}-{number}"), Token);
        return host;
    }

    protected override async Task SayReadyAsync(InstanceId instance, bool ready)
    {
        if (_service is null)
        {
            _service = new ListeningService(_folder);
            await KillAsync(instance, Token);
            await Processes.AddAsync(_service.Spec(Spec("a", instance.Value)), Token);
            await Host.StartAsync(instance, Token);
            await _service.ListensAsync();
        }

        _service.Status = ready ? 200 : 503;
    }

    protected override async Task PauseAsync(InstanceId instance)
    {
        var pid = await MainProcessAsync(instance);
        ProcessTable.Signal(pid, ProcessTable.Sigstop);
        await ProcessTable.StoppedAsync(pid);
    }

    protected override string ShortName(InstanceId instance) => instance.Value;

    protected override async Task DestroyAsync()
    {
        await _stranger.DisposeAsync();
        foreach (var instance in await Host.ListAsync(CancellationToken.None)) await KillAsync(instance.Id, CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    protected override Task<int> MainProcessAsync(InstanceId instance) =>
        Task.FromResult(new InstanceRecords(_folder).Read(instance)!.Process!.Value.Pid);

    private ProcessSpec Spec(string service, string instance) => new()
    {
        Service = service,
        Instance = instance,
        FileName = "/bin/sleep",
        Arguments = [_length],
        WorkingDirectory = _folder,
        LogFile = Log,
    };
}
