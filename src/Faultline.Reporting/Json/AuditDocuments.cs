namespace Faultline.Reporting.Json;

internal sealed record DifferencesDocument(long Log, long Database);

internal sealed record InconsistenciesDocument(DifferencesDocument Stock, DifferencesDocument Payment);

internal sealed record AuditDocument(int Transactions, int Attempts, int Applied);

/// <summary>What unknown outcomes leave open; resolved and widest by sort of account.</summary>
internal sealed record BlindSpotDocument(
    int Unresolved,
    double Share,
    IReadOnlyDictionary<string, long> Widest,
    IReadOnlyDictionary<string, int> UnresolvedByAccount,
    IReadOnlyDictionary<string, int> ResolvedByAccount);

internal sealed record AnomalyDocument(
    string Kind,
    string Entity,
    string Expected,
    string Actual,
    IReadOnlyList<long> Operations,
    int OperationsTotal,
    bool Implicated,
    IReadOnlyList<string> Window);

internal sealed record ConvergedDocument(double Seconds, int Sweeps, bool Reached, int Unreadable);
