using System.Text.Json.Serialization;
using Faultline.Auditing;
using Faultline.Checking;

namespace Faultline.Experiments;

/// <summary>
/// <c>books.json.gz</c>, schema 1. Of the attempts only the ids are in it: outcomes and times stand in the history, and
/// so do the reads of the load. Those that were made after it are one list of account, balance, time sent, time
/// completed (in ticks of 100 ns), account, …
/// </summary>
internal sealed record BooksDocument(
    int Schema,
    string TransactionKind,
    RepeatRule Repeat,
    Vocabulary Vocabulary,
    bool ContentIncomplete,
    RunConditions Conditions,
    IReadOnlyList<FaultWindow> Windows,
    IReadOnlyList<AccountKind> Kinds,
    IReadOnlyList<AccountRow> Accounts,
    IReadOnlyList<AccountRow> Untouched,
    IReadOnlyList<TransactionRow> Transactions,
    long RecordsMissing = 0,
    IReadOnlyList<AccountReader>? Readers = null,
    IReadOnlyList<long>? Reads = null,
    bool RefusedContentUnknown = false);

/// <summary>An account; its sort by number.</summary>
internal sealed record AccountRow(string Name, int Kind, long Opening, long? FirstClosing, long? Closing, long Weight)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Lost { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? StoodSince { get; init; }
}

/// <summary>A transaction; the postings as one list of account, amount, account, amount, …</summary>
internal sealed record TransactionRow(
    string Name,
    string Key,
    IReadOnlyList<long> Postings,
    IReadOnlyList<long> Attempts,
    ContentDamage? Damage,
    IReadOnlyList<long>? Builders)
{
    /// <summary>Creates that were answered with the transaction's id, where it was given out more than once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? GivenTwice { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(BooksDocument))]
internal sealed partial class BooksContext : JsonSerializerContext;
