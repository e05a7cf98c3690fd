namespace Faultline.Hosting.Processes;

/// <summary>
/// Services as detached child processes, known by the files under <c>.faultline/instances</c> of one folder, and so
/// across separate invocations of the tool. Needs Linux.
/// </summary>
public sealed class ProcessHost : IServiceHost
{
    private static readonly TimeSpan StartConfirmation = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartLockLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false }) { Timeout = ReadyLimit };

    private readonly InstanceRecords _records;
    private readonly TimeProvider _time;

    private ProcessHost(string folder, TimeProvider time)
    {
        (_records, _time) = (new InstanceRecords(folder), time);
        System = $"process:{folder}";
    }

    /// <inheritdoc/>
    public string Kind => "process";

    /// <inheritdoc/>
    public string System { get; }

    /// <summary>The host of the services of a folder, whether there are any or not.</summary>
    public static ProcessHost Open(string folder, TimeProvider time) => new(RealPath.Of(folder), time);

    /// <summary>Whether the folder names at least one instance that has not exited.</summary>
    public static bool HasLiveInstances(string folder) =>
        new InstanceRecords(RealPath.Of(folder)).ReadAll().Any(r => State(r) != InstanceState.Exited);

    /// <summary>
    /// Whether an instance of this folder is what answers at an address: its session holds every socket that listens there,
    /// or nobody listens there and it is on record as the one that does when it runs.
    /// </summary>
    public bool Holds(TargetAddress address)
    {
        var records = _records.ReadAll();
        var listened = address.Own.Where(a => ListeningSockets.IsListenedOn(a, address.Port)).ToArray();
        if (listened.Length == 0)
            return address.Own.Count > 0 && records.Any(r => r.Spec.ReadyUrl is { IsLoopback: true } url && url.Port == address.Port && State(r) == InstanceState.Exited);
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
    /// <exception cref="InvalidOperationException">It runs.</exception>
    public Task RemoveAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (State(Find(instance)) != InstanceState.Exited) throw new InvalidOperationException($"{instance} runs");
        _records.Delete(instance);
        return Task.CompletedTask;
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
        if (Find(instance).Process is not { } process || process.State() == InstanceState.Exited) return null;

        Signals.Send(process, Signals.Sigkill);
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
        using var starting = await LockAsync(_records.LockOf(instance), cancellationToken);
        var record = Find(instance);
        if (State(record) != InstanceState.Exited) return;

        cancellationToken.ThrowIfCancellationRequested();
        var process = await DetachedStart.StartAsync(record.Spec);
        _records.Write(record with { Process = process });
        // An executable that is missing, or ends at once, shows within moments; later deaths are for the ready check.
        await Task.Delay(StartConfirmation, _time, CancellationToken.None);
        if (process?.State() is null or InstanceState.Exited)
            throw new HostUnavailableException($"{instance} ended as soon as it was started", Advice(record.Spec));
    }

    /// <inheritdoc/>
    public async Task<bool> IsReadyAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        var record = Find(instance);
        if (State(record) != InstanceState.Running) return false;
        if (record.Spec.ReadyUrl is not { } url) return true;
        try
        {
            using var answer = await Client.GetAsync(url, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static InstanceState State(InstanceRecord record) => record.Process?.State() ?? InstanceState.Exited;

    /// <summary>When a process that was sent the signal is gone; null where it does not go.</summary>
    private DateTimeOffset? SeenGone(ProcessIdentity process, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        var wait = new SpinWait();
        while (process.State() != InstanceState.Exited)
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
        Signals.Send(process, Signals.Sigterm);
        var begun = _time.GetTimestamp();
        while (process.State() != InstanceState.Exited)
        {
            if (_time.GetElapsedTime(begun) > grace) return false;
            await Task.Delay(Poll, _time, cancellationToken);
        }

        return true;
    }

    private InstanceRecord Find(InstanceId instance) =>
        _records.Read(instance) ?? throw new HostUnavailableException(
            $"there is no instance {instance}", $"Known here: {string.Join(", ", _records.ReadAll().Select(r => r.Spec.Instance))}");

    private async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        while (true)
        {
            if (FileLock.TryTake(path) is { } taken) return taken;
            if (_time.GetElapsedTime(begun) > StartLockLimit)
                throw new HostUnavailableException($"{path} stays locked", "Somebody else is starting this instance");
            await Task.Delay(Poll, _time, cancellationToken);
        }
    }

    private static string Advice(ProcessSpec spec)
    {
        if (spec.LogFile is null || !File.Exists(spec.LogFile)) return "It has no log";
        var last = File.ReadLines(spec.LogFile).TakeLast(3);
        return $"Its log, {spec.LogFile}, ends with: {string.Join(" | ", last)}";
    }
}
