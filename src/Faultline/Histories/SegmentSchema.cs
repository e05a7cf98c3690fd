using Parquet;
using Parquet.Schema;

namespace Faultline.Histories;

/// <summary>Names and columns of the files of a history.</summary>
internal static class SegmentSchema
{
    /// <summary>What the names of closed segments match.</summary>
    public const string ClosedPattern = "part-*.parquet";

    /// <summary>What is added to the name of a segment that is not closed.</summary>
    public const string OpenSuffix = ".tmp";

    public static readonly DataField<long> Id = new("id");
    public static readonly DataField Kind = Text("kind");
    public static readonly DataField Key = Text("key");
    public static readonly DataField<int> User = new("user");
    public static readonly DataField<long> Intended = new("intended_us");
    public static readonly DataField<long> Sent = new("sent_us");
    public static readonly DataField<long> Completed = new("completed_us");
    public static readonly DataField<int> Status = new("status");
    public static readonly DataField Outcome = Text("outcome");
    public static readonly DataField<int> Bytes = new("bytes");
    public static readonly DataField Answer = Text("answer");
    public static readonly DataField Instance = Text("instance");

    /// <summary>Null but for reads; histories of earlier versions do not have it.</summary>
    public static readonly DataField<long?> Value = new("value");

    /// <summary>Null but for reads of a text; only in segments in which there is one.</summary>
    public static readonly DataField ReadText = new("text", typeof(string), isNullable: true);

    /// <summary>Null where an operation has no input; only in segments in which one has.</summary>
    public static readonly DataField Input = new("input", typeof(string), isNullable: true);

    private static readonly DataField[] Always =
        [Id, Kind, Key, User, Intended, Sent, Completed, Status, Outcome, Bytes, Answer, Instance, Value];

    // Made at once: a field that belongs to no schema cannot be read, and a process may read that never writes.
    private static readonly ParquetSchema All = new([.. Always, ReadText, Input]);

    /// <summary>The columns of a segment, in the order in which they are written: those that nothing would stand in cost nothing.</summary>
    public static ParquetSchema Columns(bool readTexts, bool inputs) => readTexts && inputs
        ? All
        : new([.. Always, .. readTexts ? [ReadText] : Array.Empty<DataField>(), .. inputs ? [Input] : Array.Empty<DataField>()]);

    /// <summary>The file name of a closed segment.</summary>
    public static string FileName(int number) => $"part-{number:D6}.parquet";

    /// <summary>How segments are written: Snappy, and differences where values follow one another.</summary>
    public static ParquetOptions WritingOptions()
    {
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
        foreach (var field in new DataField[] { Id, Intended, Sent, Completed })
            options.ColumnEncodingHints[field.Name] = EncodingHint.DeltaBinaryPacked;
        foreach (var field in new[] { Kind, Outcome, Answer, Instance })
            options.ColumnEncodingHints[field.Name] = EncodingHint.Dictionary;
        return options;
    }

    /// <summary>The word for an outcome.</summary>
    public static string WordFor(Outcome outcome) => outcome switch
    {
        Histories.Outcome.Ok => "ok",
        Histories.Outcome.Failed => "failed",
        Histories.Outcome.Unknown => "unknown",
    };

    /// <summary>The outcome that a word stands for.</summary>
    /// <exception cref="InvalidDataException">The word is none of the three.</exception>
    public static Outcome OutcomeOf(string word) => word switch
    {
        "ok" => Histories.Outcome.Ok,
        "failed" => Histories.Outcome.Failed,
        "unknown" => Histories.Outcome.Unknown,
        _ => throw new InvalidDataException($"'{word}' is no outcome"),
    };

    private static DataField Text(string name) => new(name, typeof(string), isNullable: false);
}
