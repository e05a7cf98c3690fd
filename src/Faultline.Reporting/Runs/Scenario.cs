using Faultline.Checking;

namespace Faultline.Reporting.Runs;

/// <summary>Runs that are repetitions of each other: of one name, or with the same services killed.</summary>
/// <param name="Name">What tells it from the others.</param>
/// <param name="Runs">At least one, the oldest first.</param>
public sealed record Scenario(string Name, IReadOnlyList<StoredRun> Runs)
{
    private static readonly string[] NamesOfNoUser = ["stress", "consistency"];

    /// <summary>The worst verdict of its runs.</summary>
    public VerdictKind Verdict => Checking.Verdict.Join(Runs.Select(run => run.Verdict));

    /// <summary>Transactions attempted in all its runs together.</summary>
    public long Attempted => Runs.Sum(run => run.AllTransactions.Attempted);

    /// <summary>Those that succeeded in all its runs together.</summary>
    public long Succeeded => Runs.Sum(run => run.AllTransactions.Succeeded);

    /// <summary>
    /// Groups runs: by the name the user gave, else by what was killed. Where a group would mix trades, kinds of test or
    /// variants of the system, one of them with a bug perhaps, those are told apart. The worst scenario comes first.
    /// </summary>
    public static IReadOnlyList<Scenario> Of(IReadOnlyList<StoredRun> runs) =>
    [
        .. runs.GroupBy(Basis, StringComparer.Ordinal)
            .SelectMany(group => Split(group.Key, [.. group], run => run.Kind))
            .SelectMany(part => Split(part.Name, part.Runs, run => run.Workload))
            .SelectMany(part => Split(part.Name, part.Runs, RunText.Variant))
            .OrderByDescending(scenario => scenario.Verdict)
            .ThenByDescending(scenario => scenario.Runs.Max(run => run.Anomalies))
            .ThenBy(scenario => scenario.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<Scenario> Split(string name, IReadOnlyList<StoredRun> runs, Func<StoredRun, string> by)
    {
        var parts = runs.GroupBy(by, StringComparer.Ordinal).ToList();
        return parts.Count == 1
            ? [new(name, runs)]
            : parts.Select(part => new Scenario(part.Key.Length == 0 ? name : $"{name}, {part.Key}", [.. part]));
    }

    private static string Basis(StoredRun run)
    {
        if (run.Name.Trim() is { Length: > 0 } name && name != run.Kind && !NamesOfNoUser.Contains(name))
            return name;
        var services = run.Faults.Select(fault => fault.Service).Distinct().Order(StringComparer.Ordinal).ToList();
        return services.Count == 0 ? "no kills" : string.Join(" + ", services);
    }
}
