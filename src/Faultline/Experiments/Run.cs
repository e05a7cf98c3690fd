using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Faults;
using Faultline.Histories;
using Faultline.Recovery;

namespace Faultline.Experiments;

/// <summary>The result of one run: all that the terminal, the files and the page tell.</summary>
public sealed record Run
{
    /// <summary>Name of the run's folder.</summary>
    public required string Id { get; init; }

    /// <summary>Name given by the user, or the kind.</summary>
    public required string Name { get; init; }

    /// <summary><c>stress</c> or <c>consistency</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Start of the load, in UTC: zero of all times in the run.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>End of the run in UTC; null while it is unfinished.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why the run ended before its time, or null.</summary>
    public string? Interrupted { get; init; }

    /// <summary>The system under test.</summary>
    public required SystemUnderTest System { get; init; }

    /// <summary>The load as configured.</summary>
    public required LoadDescription Load { get; init; }

    /// <summary>Totals over all operations.</summary>
    public required RequestTotals Requests { get; init; }

    /// <summary>Totals per kind of operation.</summary>
    public IReadOnlyList<KindTotals> ByKind { get; init; } = [];

    /// <summary>Name of the workload.</summary>
    public required string Workload { get; init; }

    /// <summary>What the trade calls things.</summary>
    public WorkloadWords Words { get; init; } = WorkloadWords.Plain;

    /// <summary>Totals of the attempts at transactions, per kind of transaction.</summary>
    public required IReadOnlyList<TransactionTotals> Transactions { get; init; }

    /// <summary>Totals of the attempts at transactions of all kinds together.</summary>
    public TransactionTotals AllTransactions => TransactionTotals.Sum(Transactions);

    /// <summary>What was to be tested beside what was.</summary>
    public Coverage Coverage { get; init; } = Coverage.Unplanned;

    /// <summary>What was told of the plan of faults before the load, where that is not plain from its triggers, in sentences.</summary>
    public IReadOnlyList<string> Plan { get; init; } = [];

    /// <summary>Every fault that was planned, delivered or not.</summary>
    public IReadOnlyList<FaultEvent> Faults { get; init; } = [];

    /// <summary>How the system came through each of <see cref="Faults"/>, in their order.</summary>
    public IReadOnlyList<FaultRecovery> Recovery { get => field ?? [.. Faults.Select(FaultRecovery.Of)]; init; }

    /// <summary>Figures that the workload tells beside; null where it has none, or the run did not get that far.</summary>
    public WorkloadSection? Section { get; init; }

    /// <summary>What the auditor found; null where the run did not get that far.</summary>
    public AuditResult? Audit { get; init; }

    /// <summary>What the run proved.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>How fit the load generator itself was.</summary>
    public required GeneratorHealth Generator { get; init; }

    /// <summary>How the state came to rest; null where it was not read.</summary>
    public Convergence? Converged { get; init; }

    /// <summary>A row per second of the load.</summary>
    public IReadOnlyList<TimelineSecond> Timeline { get; init; } = [];

    /// <summary>The operations that anomalies name, with a sample of the others that did not end ok.</summary>
    public IReadOnlyList<Operation> Evidence { get; init; } = [];

    /// <summary>Answers of operations that did not end ok, most frequent first.</summary>
    public IReadOnlyList<FailureSample> Failures { get; init; } = [];

    /// <summary>What the reader should know before trusting the figures.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The command line that reproduces the run.</summary>
    public string Command { get; init; } = "";

    /// <summary>Version of the tool, of the runtime and of the operating system.</summary>
    public string Versions { get; init; } = "";
}

/// <summary>The system under test: its host, and its services with their number of instances.</summary>
/// <param name="Host"><c>process</c>, <c>docker</c> or <c>none</c>.</param>
/// <param name="Project">Compose project or folder.</param>
/// <param name="Services">Services and how many instances each had at the start.</param>
public sealed record SystemUnderTest(string Host, string Project, IReadOnlyList<ServiceCount> Services)
{
    /// <summary>Which of its variants it is, as whoever started it told, or null.</summary>
    public string? Variant { get; init; }

    /// <summary>Which bug it was started with, or null.</summary>
    public string? Bug { get; init; }
}

/// <summary>A service and its number of instances.</summary>
public sealed record ServiceCount(string Name, int Instances);

/// <summary>The load as configured.</summary>
/// <param name="Model">Name of the law by which users come, for example <c>closed</c>.</param>
/// <param name="Users">Virtual users at the peak.</param>
/// <param name="SpawnRate">Users added per second.</param>
/// <param name="RuntimeSeconds">Length of the load.</param>
/// <param name="Seed">Seed of all random choices.</param>
/// <param name="Population">Description of the population, for example <c>seed 100000</c> or <c>visible 600</c>.</param>
public sealed record LoadDescription(
    string Model,
    int Users,
    double SpawnRate,
    double RuntimeSeconds,
    int Seed,
    string Population)
{
    /// <summary>What users do, where they choose; null where each has one thing to do.</summary>
    public UserBehaviour? Behaviour { get; init; }
}

/// <summary>What the users of a load do, again and again.</summary>
/// <param name="ShortestPause">Shortest pause between two iterations, in seconds.</param>
/// <param name="LongestPause">Longest pause between two iterations, in seconds.</param>
/// <param name="Mix">What an iteration does, with its share in percent.</param>
public sealed record UserBehaviour(double ShortestPause, double LongestPause, IReadOnlyDictionary<string, int> Mix);

/// <summary>How the state came to rest after the load.</summary>
/// <param name="Seconds">From the end of the load, or the last restart if that was later, to the last pass.</param>
/// <param name="Sweeps">Passes over the state; the first reads everything, later ones what may still move.</param>
/// <param name="Reached">Whether two passes agreed, and what is accused stood still, before the cap.</param>
/// <param name="Unreadable">Entities whose last reading failed.</param>
public sealed record Convergence(double Seconds, int Sweeps, bool Reached, int Unreadable)
{
    /// <summary>Entities that the first pass read.</summary>
    public int Read { get; init; }

    /// <summary>Readings of later passes.</summary>
    public int ReadAgain { get; init; }

    /// <summary>How long the state was waited for while it moved or might still move; what the cap bounds.</summary>
    public double WaitedSeconds { get; init; }
}

/// <summary>Answers of one kind of operation that say the same, but for ids, numbers and HTML.</summary>
/// <param name="Kind">Kind of operation.</param>
/// <param name="Outcome">Their outcome.</param>
/// <param name="Status">HTTP status, or 0.</param>
/// <param name="Answer">A sample of the text.</param>
/// <param name="Count">How many there were.</param>
public sealed record FailureSample(string Kind, Outcome Outcome, int Status, string Answer, long Count);
