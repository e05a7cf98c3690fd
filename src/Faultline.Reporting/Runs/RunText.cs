namespace Faultline.Reporting.Runs;

/// <summary>A stored run in the words of a table's cells.</summary>
internal static class RunText
{
    private const int MostFaults = 6;

    /// <summary>What was killed and whether that took place, a line each.</summary>
    public static IReadOnlyList<string> Kills(StoredRun run) => run.Faults.Count switch
    {
        0 => ["none planned"],
        _ =>
        [
            .. run.Faults.Take(MostFaults).Select(fault => fault.Delivered ? $"✓ {fault.Target}" : $"✗ {fault.Target}, not delivered"),
            .. run.Faults.Count > MostFaults ? new[] { $"{MostFaults} of {run.Faults.Count} shown" } : [],
        ],
    };

    /// <summary>The verdict with its symbol.</summary>
    public static string Verdict(StoredRun run) => $"{VerdictText.Symbol(run.Verdict)} {VerdictText.Word(run.Verdict)}";

    /// <summary>Anomalies by kind; why there are none where that says nothing.</summary>
    public static IReadOnlyList<string> Found(StoredRun run) => run switch
    {
        { AnomaliesByKind.Count: > 0 } => [.. run.AnomaliesByKind.Take(MostFaults).Select(kind => $"{Figures.Count(kind.Value)} {AnomalyText.Label(kind.Key)}"), .. More(run.AnomaliesByKind.Count)],
        { Audited: false } => ["not audited"],
        _ => [],
    };

    /// <summary>Which variant of the system it was, and with which bug; empty where that is not known.</summary>
    public static string Variant(StoredRun run) => TradeText.Variant(run.Variant, run.Bug);

    /// <summary>Attempts that succeeded, of all.</summary>
    public static string Attempts(StoredRun run) => run.AllTransactions is { Attempted: > 0 } all
        ? $"{Figures.Count(all.Succeeded)} of {Figures.Count(all.Attempted)}"
        : "none";

    public static string Success(StoredRun run) => run.AllTransactions is { Attempted: > 0 } all ? Figures.Share(all.SuccessRate) : Figures.None;

    /// <summary>The figures of a group that its workload brings; nothing where the run has none of them.</summary>
    public static string Of(StoredRun run, FigureColumn column) =>
        column.Of(run) is { } group && group.Figures.Any(f => f.Value is not null) ? SectionText.Cell(group) : Figures.None;

    /// <summary>When the instance was ready again after a fault: a time, never, or that it is not known.</summary>
    public static string Ready(StoredFault fault) => fault switch
    {
        { NeverReady: true } => "never ready",
        { DowntimeSeconds: { } time } => $"ready {Figures.Seconds(time)}",
        _ => "ready not measured",
    };

    /// <summary>When the system was steady again after a fault: a time, that it was not, or that it is not known.</summary>
    public static string Steady(StoredFault fault) => fault switch
    {
        { NeverSteady: true } => RecoveryText.NotSteady,
        { SteadySeconds: { } time } => $"steady {Figures.Seconds(time)}",
        _ => "steady not measured",
    };

    /// <summary>
    /// The slowest return of an instance in some runs: never ready, not steady, a time, or nothing where no fault was
    /// delivered from which it was to return while the load ran.
    /// </summary>
    public static string WorstDowntime(IEnumerable<StoredRun> runs)
    {
        var delivered = runs.SelectMany(run => run.Faults).Where(fault => fault.IsRecovery).ToList();
        if (delivered.Count == 0)
            return Figures.None;
        if (delivered.Exists(fault => fault.NeverReady))
            return "never ready";
        if (delivered.Exists(fault => fault.NeverSteady))
            return RecoveryText.NotSteady;
        var measured = delivered.Select(fault => fault.DowntimeSeconds).OfType<double>().ToList();
        return measured.Count switch
        {
            0 => "not measured",
            var some when some < delivered.Count => $"{Figures.Seconds(measured.Max())}, measured for {some} of {Figures.Counted(delivered.Count, "fault", "faults")}",
            _ => Figures.Seconds(measured.Max()),
        };
    }

    private static IEnumerable<string> More(int kinds) => kinds > MostFaults ? [$"{MostFaults} of {kinds} kinds shown"] : [];
}
