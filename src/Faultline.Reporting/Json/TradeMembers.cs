namespace Faultline.Reporting.Json;

internal sealed record TransactionsMembers(string? Kind, long? Attempted, long? Succeeded, long? Refused, long? Unknown, string? Repeat);

internal sealed record WordsMembers(
    NounMembers? Attempt,
    NounMembers? Transaction,
    string? Entities,
    string? Variant,
    string? Refusals,
    IReadOnlyDictionary<string, string?>? Accounts,
    IReadOnlyDictionary<string, string?>? Anomalies);

internal sealed record NounMembers(string? One, string? Many);

internal sealed record SectionMembers(
    string? Name,
    string? Label,
    string? Title,
    string? Caption,
    string? Note,
    IReadOnlyList<TermMembers?>? Terms,
    IReadOnlyList<FigureGroupMembers?>? Groups);

internal sealed record TermMembers(string? Term, string? Meaning);

internal sealed record FigureGroupMembers(
    string? Name,
    string? Title,
    string? Heading,
    string? Meaning,
    string? Measure,
    bool? AreDifferences,
    IReadOnlyList<FigureMembers?>? Figures);

internal sealed record FigureMembers(string? Name, string? Label, long? Value);
