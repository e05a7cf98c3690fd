using System.Buffers;
using System.Text;
using System.Text.Json;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Plans;

/// <summary>
/// The variables by which a transaction posts, as the history keeps them with each attempt: <c>{"from":"17","cents":5}</c>.
/// From them its postings are computed after the load, by whoever has the history.
/// </summary>
internal sealed class KeptVariables
{
    private readonly int[] _slots;
    private readonly JsonEncodedText[] _names;
    private readonly Secrets _secrets;

    /// <summary>Variables in these slots.</summary>
    public KeptVariables(IEnumerable<int> slots, VariableTable variables)
    {
        _slots = [.. slots.Distinct()];
        _names = [.. _slots.Select(s => JsonEncodedText.Encode(variables.Names[s]))];
        _secrets = variables.Secrets;
    }

    /// <summary>Their slots.</summary>
    public IReadOnlyList<int> Slots => _slots;

    /// <summary>Writes those that are given; null where none are asked for.</summary>
    /// <param name="scope">Their values.</param>
    /// <param name="buffer">Is emptied and written to.</param>
    /// <param name="writer">Writes into the buffer.</param>
    public string? Write(Scope scope, ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer)
    {
        if (_slots.Length == 0) return null;
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartObject();
        for (var i = 0; i < _slots.Length; i++)
        {
            var value = scope[_slots[i]];
            if (value.Text is { } text) writer.WriteString(_names[i], _secrets.HideInValue(text));
            else if (value.IsNumber) writer.WriteNumber(_names[i], value.Number);
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes those that are given; null where none are asked for.</summary>
    public string? Write(Scope scope)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        return Write(scope, buffer, writer);
    }

    /// <summary>Puts what was written back into a scope.</summary>
    /// <exception cref="InvalidDataException">It was not written so.</exception>
    public void Read(string? text, Scope scope)
    {
        if (_slots.Length == 0) return;
        try
        {
            using var document = JsonDocument.Parse(text ?? "{}");
            for (var i = 0; i < _slots.Length; i++)
            {
                if (!document.RootElement.TryGetProperty(_names[i].EncodedUtf8Bytes, out var value)) continue;
                scope[_slots[i]] = value.ValueKind == JsonValueKind.Number ? Value.Of(value.GetInt64()) : Value.Of(value.GetString()!);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"the input of an operation cannot be read: {e.Message}", e);
        }
    }
}
