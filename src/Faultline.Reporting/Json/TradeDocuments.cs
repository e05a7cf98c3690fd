namespace Faultline.Reporting.Json;

/// <summary>Attempts at transactions of a kind; <see cref="Repeat"/> says what a repeated one was seen to do.</summary>
internal sealed record TransactionsDocument(
    string Kind,
    long Attempted,
    long Succeeded,
    long Refused,
    long Unknown,
    double SuccessRate,
    string? Repeat);

/// <summary>What the trade calls things; accounts by their sort, anomalies by their kind.</summary>
internal sealed record WordsDocument(
    NounDocument Attempt,
    NounDocument Transaction,
    string Entities,
    string Variant,
    string Refusals,
    IReadOnlyDictionary<string, string> Accounts,
    IReadOnlyDictionary<string, string> Anomalies);

internal sealed record NounDocument(string One, string Many);

/// <summary>Figures that the workload brings, with all that is needed to draw them.</summary>
internal sealed record SectionDocument(
    string Name,
    string Label,
    string Title,
    string Caption,
    string Note,
    IReadOnlyList<TermDocument> Terms,
    IReadOnlyList<FigureGroupDocument> Groups);

internal sealed record TermDocument(string Term, string Meaning);

internal sealed record FigureGroupDocument(
    string Name,
    string Title,
    string Heading,
    string Meaning,
    string Measure,
    bool AreDifferences,
    IReadOnlyList<FigureDocument> Figures);

internal sealed record FigureDocument(string Name, string Label, long? Value);
