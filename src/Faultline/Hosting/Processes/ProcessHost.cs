using System.Globalization;
using System.Net;
using Faultline.Hosting.Machine;
using Faultline.Hosting.State;
using Faultline.Storage;

namespace Faultline.Hosting.Processes;

/// <summary>
/// Services as detached child processes, known by the files under <c>.faultline/instances</c> of one folder, and so
/// across separate invocations of the tool. Needs Linux.
/// </summary>
public sealed class ProcessHost : IServiceHost, IKillCapability
{
    /// <summary>What the <see cref="System"/> of every host of processes begins with.</summary>
    public const string SystemPrefix = "process:";

    /// <summary>Variable in the environment of every process that is started, with a value of its own.</summary>
    internal const string StartVariable = "FAULTLINE_START";

    private static readonly TimeSpan StartConfirmation = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartLockLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);
    private const int EndOfLog = 4096;

    private readonly InstanceRecords _records;
    private readonly IProcessTable _processes;
    private readonly TimeProvider _time;

    /// <summary>The host of a folder on any disk, with processes of any machine.</summary>
    internal ProcessHost(string folder, IDisk disk, IProcessTable processes, TimeProvider time)
    {
        (_records, _processes, _time) = (new InstanceRecords(disk, folder), processes, time);
        System = $"{SystemPrefix}{folder}";
    }

    /// <inheritdoc/>
    public string Kind => "process";

    /// <inheritdoc/>
    public string System { get; }

    /// <summary>The host of the services of a folder, whether there are any or not.</summary>
    public static ProcessHost Open(string folder, TimeProvider time) => new(RealPath.Of(folder), RealDisk.Instance, MachineProcesses.Instance, time);

    /// <summary>Whether the folder names at least one instance that has not exited.</summary>
    public static bool HasLiveInstances(string folder) =>
        new InstanceRecords(RealPath.Of(folder)).ReadAll().Any(r => r.Process?.State() is { } state && state != InstanceState.Exited);

    /// <summary>
    /// Whether an instance of this folder is what answers at an address: its session holds every socket that listens there,
    /// or nobody listens there and it is on record as the one that does when it serves.
    /// </summary>
    public bool Holds(TargetAddress address)
    {
        var records = _records.ReadAll();
        var listened = address.Own.Where(a => ListeningSockets.IsListenedOn(a, address.Port)).ToArray();
        if (listened.Length == 0)
            return address.Own.Count > 0 && records.Any(r => r.Spec.ReadyUrl is { IsLoopback: true } url && url.Port == address.Port);
        int[] leaders = [.. records.Where(r => State(r) != InstanceState.Exited).Select(r => r.Process!.Value.Pid)];
        return listened.All(a => ListeningSockets.HeldBySessions(leaders, a, address.Port));
    }

    /// <summary>Makes an instance known; it is not started.</summary>
    public Task AddAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _records.Write(new InstanceRecord(spec, null));
        return Task.CompletedTask;
    }

    /// <summary>Forgets an instance that has exited.</summary>
    /// <exception cref="HostUnavailableException">It runs: somebody has started it.</exception>
    public async Task RemoveAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        // Whoever is about to start it must not do so between the look and the deletion; later it finds no record.
        using var starting = await LockAsync(instance, cancellationToken);
        if (State(Find(instance)) != InstanceState.Exited) throw new HostUnavailableException($"{instance} runs, and was not removed", "Next: this again");
        _records.Delete(instance);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<ServiceInstance>>(
            [.. _records.ReadAll().Select(r => new ServiceInstance(new ServiceName(r.Spec.Service), new InstanceId(r.Spec.Instance), State(r)))]);
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> KillAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        if (Find(instance).Process is not { } process || _processes.State(process) == InstanceState.Exited) return null;

        _processes.Signal(process, Signals.Sigkill);
        if (_processes.State(process) == InstanceState.Exited) return _time.GetUtcNow();
        // On a thread of its own: where a load keeps the thread pool busy, a task would see it tenths of a second later.
        return await Task.Factory.StartNew(() => SeenGone(process, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            ?? throw new HostUnavailableException($"{instance} did not end within {KillLimit.TotalSeconds:0} s of the signal");
    }

    /// <summary>Asks an instance to end by SIGTERM, and ends it by SIGKILL where it has not after the grace.</summary>
    public async Task StopAsync(InstanceId instance, TimeSpan grace, CancellationToken cancellationToken)
    {
        var record = Find(instance);
        if (State(record) == InstanceState.Paused || !await TryEndAsync(record, grace, cancellationToken))
            await KillAsync(instance, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StartAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        Find(instance);
        // Two that start the same instance at once (a run that heals, a person that restarts) must not make two processes.
        using var starting = await LockAsync(instance, cancellationToken);
        var record = Find(instance);
        if (State(record) == InstanceState.Paused) _processes.Signal(record.Process!.Value, Signals.Sigcont);
        if (State(record) != InstanceState.Exited) return;

        cancellationToken.ThrowIfCancellationRequested();
        var process = await StartAsync(record);
        // An executable that is missing, or ends at once, shows within moments; later deaths are for the ready check.
        await Task.Delay(StartConfirmation, _time, CancellationToken.None);
        if (process is not { } started || _processes.State(started) == InstanceState.Exited)
            throw new HostUnavailableException($"{instance} ended as soon as it was started", Advice(record.Spec));
    }

    /// <inheritdoc/>
    public async Task<ReadyCheck> CheckReadyAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        var before = Find(instance);
        if (State(before) != InstanceState.Running) return ReadyCheck.No($"it is {State(before).ToString().ToLowerInvariant()}");
        if (before.Spec.ReadyUrl is { } url && await WhyNotAsync(before, url, cancellationToken) is { } why) return ReadyCheck.No(why);

        // Whoever answered, it was this process only if this process was there all the time.
        var after = Find(instance);
        return after.Process == before.Process && State(after) == InstanceState.Running
            ? ReadyCheck.Yes
            : ReadyCheck.No("it ended while it was asked");
    }

    /// <summary>Why an instance does not serve, by its own answer; null where it does.</summary>
    private async Task<string?> WhyNotAsync(InstanceRecord record, Uri url, CancellationToken cancellationToken)
    {
        var address = $"{url.Host}:{url.Port.ToString(CultureInfo.InvariantCulture)}";
        if (await _processes.AskAsync(url, cancellationToken) is not { } answer) return $"nothing answers at {address}";
        if (answer.Instance is { } other && other != record.Spec.Instance) return $"at {address} another instance answers";
        // A stranger that has taken the port while the instance was down says nothing of the instance.
        if (url.IsLoopback && !_processes.Listens(record.Process!.Value, AddressOf(url), url.Port)) return $"at {address} another process answers";
        return answer.IsReady ? null : string.Create(CultureInfo.InvariantCulture, $"it answers {answer.Status}");
    }

    private static IPAddress AddressOf(Uri loopback) => IPAddress.TryParse(loopback.Host.Trim('[', ']'), out var address) ? address : IPAddress.Loopback;

    /// <summary>
    /// Starts a process that executes its program only once its record is on disk: whenever the tool dies, what runs is on
    /// record. Null where the process was gone before it could be looked at.
    /// </summary>
    /// <remarks>Cannot be cancelled halfway.</remarks>
    private async Task<ProcessIdentity?> StartAsync(InstanceRecord record)
    {
        var start = Guid.NewGuid().ToString("n");
        var environment = new Dictionary<string, string>(record.Spec.Environment) { [StartVariable] = start };
        await using var held = await _processes.PrepareAsync(record.Spec with { Environment = environment });
        // A run in a shell with a low limit must not bring a service back that then lacks files to serve with.
        var openFiles = held?.OpenFiles is { } files && !(files < record.Spec.OpenFiles) ? files : record.Spec.OpenFiles;
        _records.Write(record with { Spec = record.Spec with { OpenFiles = openFiles }, Process = held?.Identity, Start = start });
        if (held is not null) await held.ReleaseAsync();
        return held?.Identity;
    }

    private InstanceState State(InstanceRecord record) => record.Process is { } process ? _processes.State(process) : InstanceState.Exited;

    /// <summary>When a process that was sent the signal is gone; null where it does not go.</summary>
    private DateTimeOffset? SeenGone(ProcessIdentity process, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        var wait = new SpinWait();
        while (_processes.State(process) != InstanceState.Exited)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_time.GetElapsedTime(begun) > KillLimit) return null;
            wait.SpinOnce();
        }

        return _time.GetUtcNow();
    }

    private async Task<bool> TryEndAsync(InstanceRecord record, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (record.Process is not { } process) return true;
        _processes.Signal(process, Signals.Sigterm);
        var begun = _time.GetTimestamp();
        while (_processes.State(process) != InstanceState.Exited)
        {
            if (_time.GetElapsedTime(begun) > grace) return false;
            await Task.Delay(Poll, _time, cancellationToken);
        }

        return true;
    }

    private InstanceRecord Find(InstanceId instance) =>
        _records.Read(instance) ?? throw new HostUnavailableException(
            $"there is no instance {instance}", $"Known here: {string.Join(", ", _records.ReadAll().Select(r => r.Spec.Instance))}");

    private async Task<IDisposable> LockAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        while (true)
        {
            if (_records.TryLock(instance) is { } taken) return taken;
            if (_time.GetElapsedTime(begun) > StartLockLimit)
                throw new HostUnavailableException($"{_records.LockOf(instance)} stays locked", "Somebody else is starting this instance");
            await Task.Delay(Poll, _time, cancellationToken);
        }
    }

    private static string Advice(ProcessSpec spec)
    {
        if (spec.LogFile is null || !File.Exists(spec.LogFile)) return "It has no log";
        try
        {
            using var log = File.OpenRead(spec.LogFile);
            log.Seek(-Math.Min(log.Length, EndOfLog), SeekOrigin.End);
            using var reader = new StreamReader(log);
            var last = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(3);
            return $"Its log, {spec.LogFile}, ends with: {string.Join(" | ", last)}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Its log, {spec.LogFile}, cannot be read ({e.Message.TrimEnd('.')})";
        }
    }
}
