namespace Faultline.Checking;

/// <summary>All checks that every run goes through. The verdict gives its reasons in this order.</summary>
internal static class CheckList
{
    /// <summary>A new check is a file of its own and a line here.</summary>
    public static IReadOnlyList<ICheck> All { get; } =
    [
        new AttemptsJudgedCheck(),
        new RunFinishedCheck(),
        new StateAtRestCheck(),
        new PopulationSizeCheck(),
        new AttemptsMadeCheck(),
        new AttemptSucceededCheck(),
        new FaultsDeliveredCheck(),
        new FaultsHealedCheck(),
        new OperationsRecordedCheck(),
        new AccountsReadableCheck(),
        new AuditCompleteCheck(),
        new BooksCheck(),
        new BlindSpotCheck(),
    ];

    /// <summary>Answers all of them for one run.</summary>
    public static IReadOnlyList<CheckResult> Judge(CheckedRun run) => [.. All.Select(check => check.Judge(run))];

    /// <summary>All of them, where nothing is known of the run that they could be answered from.</summary>
    public static IReadOnlyList<CheckResult> Unanswered(string reason) => [.. All.Select(check => check.Unknown([reason]))];
}
