using System.Runtime.InteropServices;
using System.Text;

namespace Faultline.Histories;

/// <summary>Reads what an <see cref="IntentLog"/> left whose process is dead.</summary>
internal sealed class IntentReader
{
    /// <summary>What stands in the place of an answer.</summary>
    public const string InFlight = "in flight when the tool was ended";

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] Busy = [11, 35, unchecked((int)0x80070020)];

    private readonly byte[] _slots;

    private IntentReader(byte[] slots) => _slots = slots;

    /// <summary>
    /// The operations that began and are perhaps in no segment, by id; none where the folder has no log, or where its
    /// recorder lives. One that has not ended is unknown, and ends when it was sent.
    /// </summary>
    /// <returns>The operations, and how many slots are damaged: what they told of is left out, so that the rest can be read.</returns>
    public static (Dictionary<long, Operation> Operations, int Damaged) Read(string folder)
    {
        var path = Path.Combine(folder, IntentLog.FileName);
        if (!File.Exists(path) || Content(path) is not { } content) return ([], 0);
        return new IntentReader(content).Operations();
    }

    private static byte[]? Content(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException || e is IOException && Busy.Contains(e.HResult))
        {
            // Its recorder lives, and deletes it at its end.
            return null;
        }
    }

    private (Dictionary<long, Operation> Operations, int Damaged) Operations()
    {
        var operations = new Dictionary<long, Operation>();
        var damaged = 0;
        for (var number = 1; number < _slots.Length / IntentSlot.Bytes; number++)
        {
            var slot = At(number);
            if (slot.State == IntentSlot.Free) continue;
            if (OperationOf(number, slot) is not { } operation || !operations.TryAdd(operation.Id, operation)) damaged++;
        }

        return (operations, damaged);
    }

    private IntentSlot At(int number) => MemoryMarshal.Read<IntentSlot>(_slots.AsSpan(number * IntentSlot.Bytes));

    /// <summary>What a slot tells; null where it cannot have been written so.</summary>
    private Operation? OperationOf(int number, in IntentSlot slot)
    {
        var hasEnded = slot.State == IntentSlot.Ended;
        if (!hasEnded && slot.State != IntentSlot.Begun || slot.Outcome > (byte)Outcome.Unknown || slot.InputLength < -1) return null;
        if (Text(number, (long)slot.KindLength + slot.KeyLength + Math.Max(0, slot.InputLength)) is not { } text) return null;
        var key = text.AsSpan(slot.KindLength, slot.KeyLength);
        return new Operation(
            slot.Id, Encoding.UTF8.GetString(text, 0, slot.KindLength), Encoding.UTF8.GetString(key), slot.User,
            Time(slot.Intended), Time(slot.Sent), Time(hasEnded ? slot.Completed : slot.Sent),
            hasEnded ? (Outcome)slot.Outcome : Outcome.Unknown, hasEnded ? slot.Status : 0, hasEnded ? slot.Size : 0,
            hasEnded ? "" : InFlight, "")
        {
            Value = hasEnded && slot.HasValue != 0 ? slot.Value : null,
            Input = slot.InputLength < 0 ? null : Encoding.UTF8.GetString(text.AsSpan(slot.KindLength + slot.KeyLength)),
        };
    }

    /// <summary>The text that begins in a slot; null where it goes on nowhere.</summary>
    private byte[]? Text(int number, long length)
    {
        if (length > _slots.Length) return null;
        var text = new byte[length];
        var left = text.AsSpan();
        for (var start = IntentSlot.TextStart; ; start = IntentSlot.FurtherTextStart)
        {
            var piece = Math.Min(IntentSlot.Bytes - start, left.Length);
            _slots.AsSpan(number * IntentSlot.Bytes + start, piece).CopyTo(left);
            left = left[piece..];
            if (left.IsEmpty) return text;
            number = At(number).Next;
            if (number <= 0 || number >= _slots.Length / IntentSlot.Bytes) return null;
        }
    }

    private static TimeSpan Time(long microseconds) => new(microseconds * TimeSpan.TicksPerMicrosecond);
}
