using Parquet.Schema;

namespace Faultline.Histories;

/// <summary>The columns of a segment. Times are microseconds since the start of the load.</summary>
internal static class SegmentSchema
{
    public static readonly DataField Id = new DataField<long>("id");
    public static readonly DataField Kind = new("kind", typeof(string), isNullable: false);
    public static readonly DataField Key = new("key", typeof(string), isNullable: false);
    public static readonly DataField User = new DataField<int>("user");
    public static readonly DataField Intended = new DataField<long>("intended_us");
    public static readonly DataField Sent = new DataField<long>("sent_us");
    public static readonly DataField Completed = new DataField<long>("completed_us");
    public static readonly DataField Status = new DataField<int>("status");
    public static readonly DataField Outcome = new("outcome", typeof(string), isNullable: false);
    public static readonly DataField Bytes = new DataField<int>("bytes");
    public static readonly DataField Answer = new("answer", typeof(string), isNullable: false);
    public static readonly DataField Instance = new("instance", typeof(string), isNullable: false);

    public static readonly ParquetSchema Schema =
        new(Id, Kind, Key, User, Intended, Sent, Completed, Status, Outcome, Bytes, Answer, Instance);

    public static string NameOf(Outcome outcome) => outcome switch
    {
        Histories.Outcome.Ok => "ok",
        Histories.Outcome.Failed => "failed",
        _ => "unknown",
    };

    public static Outcome OutcomeOf(string name) => name switch
    {
        "ok" => Histories.Outcome.Ok,
        "failed" => Histories.Outcome.Failed,
        "unknown" => Histories.Outcome.Unknown,
        _ => throw new InvalidDataException($"\"{name}\" is no outcome"),
    };
}
