using Faultline.Cli.Hosts;
using Faultline.Docker;
using Faultline.Docker.Provisioning;
using Faultline.Hosting.Machine;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.Cli.Samples;

/// <summary>The sample of one folder for as long as this process keeps it up.</summary>
internal sealed class OwnedSample : IAsyncDisposable
{
    private const int PortTries = 3;

    // What ends is told at once; this is for what hangs, and a slow machine with many containers needs minutes.
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private readonly SamplePlan _plan;
    private readonly TimeProvider _time;
    private readonly RunLock? _owner;
    private ISampleSite? _site;
    private DockerEngine? _engine;

    private OwnedSample(SamplePlan plan, RunLock? owner, TimeProvider time) => (_plan, _owner, _time) = (plan, owner, time);

    /// <summary>Where it is reached.</summary>
    public Uri Gateway { get; private set; } = new("http://127.0.0.1");

    /// <summary>The host that its instances run on.</summary>
    public IServiceHost Host => _site!.Host;

    /// <summary>Starts a sample with empty stores and returns when every instance is ready and every service has answered.</summary>
    /// <param name="plan">How it is to run.</param>
    /// <param name="tell">Is told what is waited for.</param>
    /// <param name="time">Source of time.</param>
    /// <param name="cancellationToken">Ends the start; what was started is stopped.</param>
    /// <param name="isOurs">Whether the caller holds the owner's lock already, and keeps it.</param>
    /// <exception cref="HostUnavailableException">
    /// A sample runs in this folder already, its host cannot be used, or an instance did not start or did not answer.
    /// </exception>
    public static async Task<OwnedSample> StartAsync(
        SamplePlan plan, Action<string> tell, TimeProvider time, CancellationToken cancellationToken, bool isOurs = false)
    {
        var sample = new OwnedSample(plan, isOurs ? null : RunLock.Acquire(SampleRecord.OwnerKey(plan.Folder), plan.Sample == SampleRecord.First ? "faultline shop up" : $"faultline sample up {plan.Sample}", time), time);
        try
        {
            Directory.CreateDirectory(Path.Combine(plan.Folder, ".faultline", "logs"));
            // Whatever a sample whose owner was killed has left; its data would be another population's.
            await ClearAsync(plan.Folder, time, cancellationToken);
            sample._site = await sample.OpenSiteAsync(tell, cancellationToken);
            await sample.StartOnFreePortAsync(cancellationToken);
            await FirstCalls.AnsweredAsync(
                sample.Gateway, plan.FirstCalls, plan.Replicas, () => sample.NoneGoneAsync(cancellationToken), ReadyLimit, time, cancellationToken);
            return sample;
        }
        catch
        {
            await sample.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops what is left of a folder's sample and forgets it; the caller holds the owner's lock, or nobody does.</summary>
    /// <returns>How many instances there were.</returns>
    /// <exception cref="HostUnavailableException">They run in Docker, which does not answer.</exception>
    public static async Task<int> ClearAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        var left = await ProcessSite.RemoveAllAsync(SampleRecord.NameIn(folder) ?? SampleRecord.First, ProcessHost.Open(folder, time), cancellationToken);
        if (SampleRecord.Read(folder) is { Project: { } project, Engine: { } endpoint, Sample: var sample })
        {
            using var engine = await DockerEngine.ConnectAsync(endpoint, time, cancellationToken);
            left += await ContainerSite.RemoveAllAsync(sample, new Deployment(engine, project), DockerHost.Open(engine, project, KnownServices.None, time), cancellationToken);
        }

        SampleRecord.Delete(folder);
        return left;
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_site is null) return;
            await _site.RemoveAsync(CancellationToken.None);
            SampleRecord.Delete(_plan.Folder);
        }
        finally
        {
            _engine?.Dispose();
            _owner?.Dispose();
        }
    }

    private async Task<ISampleSite> OpenSiteAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        if (_plan.Project is not { } project) return new ProcessSite(_plan, ProcessHost.Open(_plan.Folder, _time));
        _engine = await DockerEngine.ConnectAsync(_time, cancellationToken);
        var image = await new SampleImage(_engine, tell).EnsureAsync(cancellationToken);
        return new ContainerSite(_plan, image, new Deployment(_engine, project), DockerHost.Open(_engine, project, KnownServices.None, _time));
    }

    /// <summary>A port that was free may be taken by another before the instance that gets it listens; then others are tried.</summary>
    private async Task StartOnFreePortAsync(CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        for (var left = PortTries; ; left--)
        {
            try
            {
                await StartAllAsync(_plan.Port ?? FreePort.Find(left == PortTries ? _plan.UsualPort : 0), cancellationToken);
                return;
            }
            // What was waited for in vain is not waited for again: no port was taken there.
            catch (HostUnavailableException) when (
                left > 1 && _plan.Port is null && _time.GetElapsedTime(begun) < ReadyLimit && !cancellationToken.IsCancellationRequested)
            {
                await _site!.RemoveAsync(cancellationToken);
            }
        }
    }

    private async Task StartAllAsync(int port, CancellationToken cancellationToken)
    {
        Gateway = new Uri($"http://127.0.0.1:{port}");
        // Before anything is created, so that whoever clears up after us finds it.
        new SampleRecord(_plan.Variant, _plan.Replicas, Gateway, _plan.Project, _engine?.Endpoint)
        { Sample = _plan.Sample, Bug = _plan.BugName }.Write(_plan.Folder);
        var waiting = new Queue<InstanceId>(await _site!.CreateAsync(port, cancellationToken));
        await Task.WhenAll(waiting.Select(i => Host.StartAsync(i, cancellationToken)));
        var begun = _time.GetTimestamp();
        while (waiting.TryPeek(out var next))
        {
            if ((await Host.CheckReadyAsync(next, cancellationToken)).IsReady)
            {
                waiting.Dequeue();
                continue;
            }

            await NoneGoneAsync(cancellationToken);
            if (_time.GetElapsedTime(begun) > ReadyLimit)
                throw new HostUnavailableException($"{next} was not ready within {ReadyLimit.TotalSeconds:0} s", $"Its log: {_site.LogOf(next)}");
            await Task.Delay(Poll, _time, cancellationToken);
        }
    }

    private async Task NoneGoneAsync(CancellationToken cancellationToken)
    {
        if ((await Host.ListAsync(cancellationToken)).FirstOrDefault(i => i.State == InstanceState.Exited) is { } gone)
            throw new HostUnavailableException($"{gone.Id} ended while the {_plan.Sample} was starting", $"Its log: {_site!.LogOf(gone.Id)}");
    }
}
