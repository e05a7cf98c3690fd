using System.Globalization;
using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Histories;
using Faultline.Hosting;
using Faultline.Reporting;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Faultline.Cli.Terminal;

/// <summary>One view that is redrawn in place while the run goes.</summary>
internal sealed class LiveView : IRunView
{
    private const int EventLines = 8;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Experiment _experiment;
    private readonly IServiceHost? _host;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _done = new();
    private readonly Queue<string> _events = new();
    private readonly Task _drawing;
    private readonly WorkProgress _progress;
    private readonly IReadOnlyList<PlannedFiring> _firings;
    private IReadOnlyList<ServiceInstance> _instances = [];
    private IReadOnlyList<int> _waiting;
    private LoadSnapshot? _snapshot;
    private RunPhase _phase;
    private string _text = "";

    public LiveView(IAnsiConsole console, Experiment experiment, IServiceHost? host, TimeProvider time)
    {
        (_experiment, _host, _time, _progress) = (experiment, host, time, new WorkProgress(time));
        _firings = experiment.Faults.Firings(experiment.PlannedLoad);
        _waiting = [.. Enumerable.Range(0, _firings.Count)];
        _drawing = Task.Run(() => DrawAsync(console));
    }

    public void PhaseStarted(RunPhase phase, string text)
    {
        lock (_lock)
        {
            (_phase, _text) = (phase, text);
            _progress.Clear();
        }
    }

    public void Progressed(string what, long done, long total)
    {
        lock (_lock) _progress.Set(what, done, total);
    }

    public void LoadObserved(LoadSnapshot snapshot) => Volatile.Write(ref _snapshot, snapshot);

    public void Planned(string message) => Add($"plan: {MarkupText.Cell(message)}");

    public void KillsWaiting(IReadOnlyList<int> triggers)
    {
        lock (_lock) _waiting = triggers;
    }

    public void FaultChanged(string message) => Add($"[orange1]↯[/] {MarkupText.Cell(message)}");

    public void Warned(string message) => Add($"[yellow]![/] {MarkupText.Cell(message)}");

    public void Told(string message) => Add($"[bold]{MarkupText.Cell(message)}[/]");

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _drawing;
        _done.Dispose();
    }

    private void Add(string markup)
    {
        lock (_lock)
        {
            _events.Enqueue(markup);
            while (_events.Count > EventLines) _events.Dequeue();
        }
    }

    private async Task DrawAsync(IAnsiConsole console)
    {
        var lastStatus = 0L;
        await console.Live(new Text("")).StartAsync(async live =>
        {
            while (true)
            {
                var ending = _done.IsCancellationRequested;
                if (_host is not null && (lastStatus == 0 || _time.GetElapsedTime(lastStatus) > StatusEvery))
                {
                    lastStatus = _time.GetTimestamp();
                    await RefreshAsync(_host);
                }

                live.UpdateTarget(Render());
                if (ending) return;
                await Task.Delay(Frame, _time, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
    }

    private async Task RefreshAsync(IServiceHost host)
    {
        try
        {
            _instances = await host.ListAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is HostUnavailableException or IOException or UnauthorizedAccessException)
        {
            // A picture is missing, and the run goes on.
            _instances = [];
        }
    }

    private Rows Render()
    {
        lock (_lock)
        {
            var rows = new List<IRenderable>
            {
                new Markup($"[bold]{_phase.ToString().ToLowerInvariant()}[/]  {MarkupText.Cell(_text)}"),
            };
            if (_progress.ToString() is { Length: > 0 } progress)
                rows.Add(new Markup($"  {(_progress.Share is { } share ? Bar(share) + " " : "")}{MarkupText.Cell(progress)}"));
            if (_snapshot is { } s)
            {
                if (_phase == RunPhase.Load) rows.Add(new Markup("  " + LoadBar(s)));
                rows.Add(new Markup(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  users [bold]{s.Users}[/] of {_experiment.Load.Users}   offered {s.Scheduled}   completed {s.Completed} ([bold]{s.RequestsPerSecond:0}[/]/s)   in flight {s.InFlight}")));
                var success = s.Completed == 0 ? 0 : 100.0 * s.Ok / s.Completed;
                rows.Add(new Markup(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  ok [blue]{s.Ok}[/]  failed {s.Failed}  unknown [orange1]{s.Unknown}[/]  success {success:0.0} %   p50 {Figures.Milliseconds(s.P50, s.AtLeast.HasFlag(LowerBounds.P50))}  p95 {Figures.Milliseconds(s.P95, s.AtLeast.HasFlag(LowerBounds.P95))}  p99 {Figures.Milliseconds(s.P99, s.AtLeast.HasFlag(LowerBounds.P99))}")));
            }

            foreach (var service in _instances.GroupBy(i => i.Service.Value))
                rows.Add(new Markup("  " + MarkupText.Cell(service.Key.PadRight(16)) + string.Join(
                    "  ", service.Select(i => i.State == InstanceState.Running
                        ? $"[blue]●[/] {MarkupText.Cell(i.Id.Value)}"
                        : $"[orange1]○ {MarkupText.Cell(i.Id.Value)} {i.State.ToString().ToLowerInvariant()}[/]"))));
            if (_phase <= RunPhase.Load && PlannedFiring.Next(_firings, _waiting) is { } next) rows.Add(new Markup($"  next: {MarkupText.Cell(next.Text)}"));
            rows.AddRange(_events.Select(e => new Markup("  " + e)));
            return new Rows(rows);
        }
    }

    /// <summary>How much of the load is over: by time, or by what was done where each user does so much and leaves.</summary>
    private string LoadBar(LoadSnapshot s)
    {
        var load = _experiment.Load;
        if (_experiment.Attempts is { } planned)
            return string.Create(CultureInfo.InvariantCulture, $"{Bar((double)s.Completed / planned)} {s.Completed:N0} of {planned:N0}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Bar(s.Elapsed / load.Runtime)} {Math.Min(s.Elapsed.TotalSeconds, load.Runtime.TotalSeconds):0} of {load.Runtime.TotalSeconds:0} s");
    }

    private static string Bar(double share)
    {
        const int Width = 40;
        var full = (int)(Math.Clamp(share, 0, 1) * Width);
        return $"[blue]{new string('━', full)}[/][grey]{new string('━', Width - full)}[/]";
    }
}
