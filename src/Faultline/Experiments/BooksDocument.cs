using System.Text.Json.Serialization;
using Faultline.Auditing;
using Faultline.Checking;

namespace Faultline.Experiments;

/// <summary>
/// <c>books.json.gz</c>, schema 2. Of the attempts only the ids are in it: outcomes and times stand in the history, and
/// so do the reads of the load. Those that were made after it are one list of account, balance, time sent, time
/// completed (in ticks of 100 ns), account, … Schema 1 knew one kind of transaction, and is read as books of that one.
/// </summary>
internal sealed record BooksDocument
{
    public required int Schema { get; init; }

    /// <summary>Sorts of transaction; null in schema 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TransactionKind>? TransactionKinds { get; init; }

    /// <summary>Name of the one kind of schema 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TransactionKind { get; init; }

    /// <summary>What a repeat of that kind does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RepeatRule? Repeat { get; init; }

    /// <summary>What anomalies of that kind are called.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VocabularyRow? Vocabulary { get; init; }

    public required bool ContentIncomplete { get; init; }

    public required RunConditions Conditions { get; init; }

    public required IReadOnlyList<FaultWindow> Windows { get; init; }

    /// <summary>Sorts of account.</summary>
    public required IReadOnlyList<AccountKind> Kinds { get; init; }

    public required IReadOnlyList<AccountRow> Accounts { get; init; }

    public required IReadOnlyList<AccountRow> Untouched { get; init; }

    public required IReadOnlyList<TransactionRow> Transactions { get; init; }

    public long RecordsMissing { get; init; }

    public IReadOnlyList<AccountReader>? Readers { get; init; }

    public IReadOnlyList<long>? Reads { get; init; }

    public bool RefusedContentUnknown { get; init; }

    /// <summary>Absent for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long PostingsLeftOut { get; init; }
}

/// <summary>Words for anomalies of the one kind of schema 1.</summary>
internal sealed record VocabularyRow(string Partial, string Damaged);

/// <summary>An account; its sort by number.</summary>
internal sealed record AccountRow(string Name, int Kind, long Opening, long? FirstClosing, long? Closing, long Weight)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Lost { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? StoodSince { get; init; }
}

/// <summary>A transaction; its sort by number, the postings as one list of account, amount, account, amount, …</summary>
internal sealed record TransactionRow(
    string Name,
    string Key,
    IReadOnlyList<long> Postings,
    IReadOnlyList<long> Attempts,
    ContentDamage? Damage,
    IReadOnlyList<long>? Builders)
{
    /// <summary>Number of its sort; 0 in schema 1.</summary>
    public int Kind { get; init; }

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
