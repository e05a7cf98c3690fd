using System.Net;
using Faultline.Hosting.Machine;
using Faultline.Hosting;
using Faultline.Storage;

namespace Faultline.Tests.Simulation;

/// <summary>The simulator finds faults of the tool that are put in on purpose.</summary>
public sealed class SabotageTests
{
    private const int MostSeeds = 100;

    [Fact]
    public void File_that_is_not_synced() => MustBeFound(new Sabotage { Disk = disk => new Unsynced(disk) { Files = false } });

    [Fact]
    public void Folder_that_is_not_synced() => MustBeFound(new Sabotage { Disk = disk => new Unsynced(disk) { Folders = false } });

    [Fact]
    public void Program_executed_before_its_record_is_on_disk() => MustBeFound(new Sabotage { Processes = table => new Hasty(table) });

    [Fact]
    public void Answer_of_a_stranger_taken_for_the_instance() => MustBeFound(new Sabotage { Processes = table => new Trusting(table) });

    [Fact]
    public void Undone_without_any_proof() => MustBeFound(new Sabotage { Host = host => new Believing(host) });

    [Fact]
    public void Process_that_is_never_seen_running_is_started_twice() => MustBeFound(new Sabotage { Processes = table => new Blind(table) });

    private static void MustBeFound(Sabotage sabotage, int firstSeed = 1)
    {
        var points = 0;
        for (var seed = firstSeed; seed < firstSeed + MostSeeds; seed++)
            foreach (var outcome in CrashPoints.Of(new Scenario(seed), oneIn: 20, sabotage))
            {
                points++;
                if (outcome.Wrongs.Count == 0) continue;
                TestContext.Current.TestOutputHelper?.WriteLine($"found at point {points}, seed {seed}: {outcome.Wrongs[0]}");
                return;
            }

        Assert.Fail($"not found in {points} crash points");
    }

    private abstract class Disk(IDisk disk) : IDisk
    {
        public virtual IOpenFile? TryOpen(string path) => disk.TryOpen(path);

        public bool Exists(string path) => disk.Exists(path);

        public byte[]? Read(string path) => disk.Read(path);

        public void Rename(string path, string target) => disk.Rename(path, target);

        public void Delete(string path) => disk.Delete(path);

        public void CreateFolder(string path) => disk.CreateFolder(path);

        public void DeleteEmptyFolder(string path) => disk.DeleteEmptyFolder(path);

        public virtual void SyncFolder(string path) => disk.SyncFolder(path);

        public IReadOnlyList<string> Files(string folder) => disk.Files(folder);

        IReadOnlyList<string> IDisk.Folders(string folder) => disk.Folders(folder);
    }

    private sealed class Unsynced(IDisk disk) : Disk(disk)
    {
        public new bool Files { get; init; } = true;

        public bool Folders { get; init; } = true;

        public override IOpenFile? TryOpen(string path) => base.TryOpen(path) is not { } file ? null : Files ? file : new UnsyncedFile(file);

        public override void SyncFolder(string path)
        {
            if (Folders) base.SyncFolder(path);
        }
    }

    private sealed class UnsyncedFile(IOpenFile file) : IOpenFile
    {
        public byte[] ReadAll() => file.ReadAll();

        public void Append(ReadOnlySpan<byte> bytes) => file.Append(bytes);

        public void Cut(long length) => file.Cut(length);

        public void Sync()
        {
        }

        public void Dispose() => file.Dispose();
    }

    private abstract class Table(IProcessTable table) : IProcessTable
    {
        public virtual Task<IHeldProcess?> PrepareAsync(ProcessSpec spec) => table.PrepareAsync(spec);

        public virtual InstanceState State(ProcessIdentity process) => table.State(process);

        public void Signal(ProcessIdentity process, int signal) => table.Signal(process, signal);

        public Task<ReadyAnswer?> AskAsync(Uri url, CancellationToken cancellationToken) => table.AskAsync(url, cancellationToken);

        public virtual bool Listens(ProcessIdentity process, IPAddress address, int port) => table.Listens(process, address, port);
    }

    private sealed class Hasty(IProcessTable table) : Table(table)
    {
        public override async Task<IHeldProcess?> PrepareAsync(ProcessSpec spec)
        {
            var held = await base.PrepareAsync(spec);
            if (held is not null) await held.ReleaseAsync();
            return held;
        }
    }

    private sealed class Trusting(IProcessTable table) : Table(table)
    {
        public override bool Listens(ProcessIdentity process, IPAddress address, int port) => true;
    }

    private sealed class Blind(IProcessTable table) : Table(table)
    {
        public override InstanceState State(ProcessIdentity process) => InstanceState.Exited;
    }

    private sealed class Believing(IServiceHost host) : IServiceHost, IKillCapability
    {
        public string Kind => host.Kind;

        public string System => host.System;

        public Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellationToken) => host.ListAsync(cancellationToken);

        public Task<DateTimeOffset?> KillAsync(InstanceId instance, CancellationToken cancellationToken) =>
            host.Require<IKillCapability>("kill an instance").KillAsync(instance, cancellationToken);

        public Task StartAsync(InstanceId instance, CancellationToken cancellationToken) => host.StartAsync(instance, cancellationToken);

        public Task<ReadyCheck> CheckReadyAsync(InstanceId instance, CancellationToken cancellationToken) => Task.FromResult(ReadyCheck.Yes);
    }
}
