using System.Text.Json;
using System.Text.Json.Serialization;
using Faultline.Faults.Actions;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>A line of the journal: an entry, the mark that one is done, or several of these that were written at once.</summary>
internal sealed record JournalLine
{
    public string? Id { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Action { get; init; }

    public string? Service { get; init; }

    public string? Instance { get; init; }

    public string? Handle { get; init; }

    public string? Before { get; init; }

    public bool? WasReady { get; init; }

    /// <summary>What the action needs to undo it: whatever it wrote, or a later version of it did.</summary>
    public JsonElement? Data { get; init; }

    public string? Done { get; init; }

    public IReadOnlyList<JournalLine>? All { get; init; }

    /// <summary>The line of an entry.</summary>
    public static JournalLine Of(UndoEntry entry) => new()
    {
        Id = entry.Id,
        At = entry.At,
        Action = entry.Action,
        Service = entry.Service.Value,
        Instance = entry.Instance.Value,
        Handle = entry.Instance.Handle,
        Before = entry.Before.ToString().ToLowerInvariant(),
        WasReady = entry.WasReady ? null : false,
        Data = entry.Data is { } data ? JsonElement.Parse(data) : null,
    };

    /// <summary>The line that marks an entry as done.</summary>
    public static JournalLine DoneWith(UndoEntry entry) => new() { Done = entry.Id };

    /// <summary>
    /// All that is written at once, as one line: of two lines in one write a loss of power may keep the second without the first.
    /// </summary>
    public static JournalLine Of(IReadOnlyList<JournalLine> lines) => lines is [var one] ? one : new() { All = lines };

    /// <summary>A line in UTF-8, or null where it is none.</summary>
    public static JournalLine? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return text.IsEmpty ? null : JsonSerializer.Deserialize(text, JournalFormat.Default.JournalLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The entry of this line, or null where it is none.</summary>
    public UndoEntry? Entry() => Id is null || Action is null || Service is null || Instance is null
        ? null
        : new UndoEntry(Id, At ?? default, Action, new ServiceName(Service), new InstanceId(Instance, Handle), StateBefore) { WasReady = WasReady ?? true, Data = Data?.GetRawText() };

    /// <summary>The text of the line.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, JournalFormat.Default.JournalLine);

    private InstanceState StateBefore => Enum.TryParse<InstanceState>(Before, ignoreCase: true, out var state) ? state : InstanceState.Running;
}

/// <summary>How lines are written; generated at build time, since the first kill of a run waits for it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalFormat : JsonSerializerContext;
