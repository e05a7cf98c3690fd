using System.Globalization;
using Faultline.Benches.Soak.Plans;

namespace Faultline.Benches.Soak;

/// <summary>The figures of a soak.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, int> _struck = [];
    private readonly Dictionary<Phase, int> _phases = [];
    private readonly Dictionary<string, List<double>> _ready = [];

    public int Rounds { get; set; }

    /// <summary>Kills that the runs did, as they said.</summary>
    public int Kills { get; set; }

    /// <summary>Kills past the tool, of services and stores.</summary>
    public int Strays { get; set; }

    public long Attempted { get; set; }

    public long Paid { get; set; }

    /// <summary>Counts a signal that reached somebody.</summary>
    public void Struck(Signal signal, string whom, Phase? phase = null)
    {
        var key = $"{signal.ToString().ToUpperInvariant()}";
        _struck[key] = _struck.GetValueOrDefault(key) + 1;
        _struck[whom] = _struck.GetValueOrDefault(whom) + 1;
        if (phase is { } known) _phases[known] = _phases.GetValueOrDefault(known) + 1;
    }

    /// <summary>Notes after what time all served again.</summary>
    /// <param name="afterWhat">What it is counted from.</param>
    /// <param name="time">The time.</param>
    public void Ready(string afterWhat, TimeSpan time)
    {
        if (!_ready.TryGetValue(afterWhat, out var times)) _ready[afterWhat] = times = [];
        times.Add(time.TotalSeconds);
    }

    /// <summary>The one line.</summary>
    public override string ToString()
    {
        var signals = Enum.GetValues<Signal>().Select(s => s.ToString().ToUpperInvariant()).ToHashSet();
        var blows = _struck.Where(s => signals.Contains(s.Key)).ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Rounds} rounds; {blows.Sum(b => b.Value)} signals to the tool ({List(blows)}; {List(_struck.Except(blows))}; runs in {List(_phases.OrderBy(p => p.Key).Select(p => KeyValuePair.Create(p.Key.ToString().ToLowerInvariant(), p.Value)))}); "
            + $"{Kills} kills by the tool, {Strays} past it; left down 0, orphans 0, touched else 0; all ready (min/median/max) {string.Join(", ", _ready.OrderBy(r => r.Key, StringComparer.Ordinal).Select(Times))}; "
            + $"{Attempted} checkouts on record, {Paid} orders paid, books in balance");
    }

    private static string Times(KeyValuePair<string, List<double>> noted)
    {
        var times = noted.Value.Order().ToArray();
        double At(double share) => times[(int)Math.Round((times.Length - 1) * share)];
        return string.Create(CultureInfo.InvariantCulture, $"{At(0):0.0}/{At(0.5):0.0}/{At(1):0.0} s after {noted.Key} ({times.Length})");
    }

    private static string List(IEnumerable<KeyValuePair<string, int>> counts) => string.Join(", ", counts.OrderByDescending(c => c.Value).Select(c => $"{c.Key} {c.Value}"));
}
