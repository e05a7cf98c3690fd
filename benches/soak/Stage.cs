using System.Diagnostics;
using System.Text.Json;
using Faultline.Benches.Soak.Books;
using Faultline.Benches.Soak.Commands;
using Faultline.Benches.Soak.Plans;
using Faultline.Benches.Soak.Sites;

namespace Faultline.Benches.Soak;

/// <summary>The shop that everything is done to, what runs beside it, and the look that is taken at both.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan OwnerLimit = TimeSpan.FromSeconds(60);
    private readonly Health _health = new();
    private readonly EngineSocket? _engine;
    private Bystander? _bystander;
    private RunningCommand? _owner;
    private ShopBooks? _books;

    private Stage(Uri? docker)
    {
        Place = new Workplace { Docker = docker };
        _engine = docker is null ? null : new EngineSocket(docker);
        Site = _engine is null ? new ProcessSite(Place, _health) : new ContainerSite(Place, _engine, _health);
    }

    public Workplace Place { get; }

    public ISite Site { get; }

    /// <summary>How long anything may take that is waited for; many times what it takes.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Whether a run of this version leaves somebody behind who heals after it.</summary>
    public bool HasWatchdog { get; private set; }

    public RunningCommand Owner => _owner ?? throw new InvalidOperationException("the shop is not up");

    public ShopBooks Books => _books ?? throw new InvalidOperationException("the shop is not up");

    /// <summary>Puts up the shop and what stands beside it.</summary>
    public static async Task<Stage> SetAsync(Uri? docker, CancellationToken stop)
    {
        var stage = new Stage(docker);
        try
        {
            using (var help = stage.Place.Start("stress", "--help"))
            {
                await help.EndAsync(stop);
                stage.HasWatchdog = File.ReadAllText(help.LogFile).Contains("--no-watchdog", StringComparison.Ordinal);
            }

            await stage.UpAsync(stop);
            stage._bystander = await Bystander.StartAsync(stage.Place, stage._engine, await stage.ImageAsync(stop), stop);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the shop, two of each service.</summary>
    public async Task UpAsync(CancellationToken stop)
    {
        _owner = StartOwner();
        if (!await _owner.ComesUpAsync(stop)) throw new SoakFailure($"the shop did not come up: {_owner.Tail}");
        using var urls = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Place.Shop, "urls.json"), stop));
        _books?.Dispose();
        _books = new ShopBooks(new Uri(urls.RootElement.GetProperty("ORDER_URL").GetString()!));
    }

    /// <summary>Begins to start the shop.</summary>
    public RunningCommand StartOwner() => Place.Start(Place.Shop, ["shop", "up", "--replicas", "2", .. Place.Docker is null ? (string[])[] : ["--docker"]]);

    /// <summary>Forgets the owner of the shop, which has ended.</summary>
    public void OwnerIsGone()
    {
        _owner?.Dispose();
        _owner = null;
    }

    /// <summary>
    /// Waits until every instance serves, no journal names one, and nothing runs that is on no record. Returns after how
    /// long they all served.
    /// </summary>
    /// <param name="before">The instances as they were; there must be the same.</param>
    /// <param name="watch">Runs since the moment from which it is counted.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="SoakFailure">They are not.</exception>
    public async Task<(TimeSpan Ready, IReadOnlyList<Seen> Now)> WellAsync(IReadOnlyList<Seen> before, Stopwatch watch, CancellationToken stop)
    {
        TimeSpan? ready = null;
        var begun = watch.Elapsed;
        while (true)
        {
            var (now, troubles) = await TroublesAsync(before, stop);
            if (troubles.Count == 0) ready ??= watch.Elapsed;
            else ready = null;
            if (ready is { } after)
            {
                troubles = [.. Journals.Pending(Place.State).Select(p => $"the journal still names: {p}"), .. await Site.OrphansAsync(_owner?.Pid, stop)];
                if (troubles.Count == 0) return (after, now);
            }

            if (watch.Elapsed - begun > Limit) throw new SoakFailure($"{Limit.TotalSeconds} s later: {string.Join("; ", troubles)}");
            await Task.Delay(Poll, stop);
        }
    }

    /// <summary>Waits until nothing of the shop is left.</summary>
    /// <exception cref="SoakFailure">Something is.</exception>
    public async Task NothingLeftAsync(string afterWhat, CancellationToken stop)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(Poll, stop))
        {
            var left = await Site.OrphansAsync(null, stop);
            if (left.Count == 0) return;
            if (watch.Elapsed > Limit) throw new SoakFailure($"{Limit.TotalSeconds} s after {afterWhat}: {string.Join("; ", left)}");
        }
    }

    /// <summary>Whether what stands beside the shop is as it was.</summary>
    /// <exception cref="SoakFailure">It is not.</exception>
    public async Task NobodyElseHarmedAsync(CancellationToken stop)
    {
        if (await _bystander!.HarmAsync(stop) is { } harm) throw new SoakFailure(harm);
    }

    public async ValueTask DisposeAsync()
    {
        if (_owner is { HasEnded: false })
        {
            // In order first: it takes its services down with it.
            _owner.Strike(Signal.Sigterm);
            await _owner.PassesAsync(OwnerLimit, CancellationToken.None);
        }

        _owner?.Dispose();
        _books?.Dispose();
        new MarkedProcesses(Place.Mark).End();
        if (_bystander is not null) await _bystander.DisposeAsync();
        _health.Dispose();
        _engine?.Dispose();
    }

    private async Task<(IReadOnlyList<Seen> Now, IReadOnlyList<string> Troubles)> TroublesAsync(IReadOnlyList<Seen> before, CancellationToken stop)
    {
        try
        {
            var now = await Site.LookAsync(stop);
            var missing = before.Select(b => b.Name).Except(now.Select(n => n.Name)).Select(name => $"{name} is not there any more");
            var strange = now.Select(n => n.Name).Except(before.Select(b => b.Name)).Select(name => $"{name} was not there before");
            return (now, [.. missing, .. strange, .. now.Where(n => n.Trouble is not null).Select(n => $"{n.Name} {n.Trouble}")]);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return ([], [e.Message]);
        }
    }

    private async Task<string?> ImageAsync(CancellationToken stop) =>
        _engine is null ? null : (await _engine.GetAsync($"containers/{(await Site.LookAsync(stop))[0].Name}/json", stop)).GetProperty("Image").GetString();
}
