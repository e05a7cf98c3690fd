using System.Runtime.InteropServices;
using System.Text;

namespace Faultline.Histories;

/// <summary>Reads what an <see cref="IntentLog"/> left whose process is dead.</summary>
internal sealed class IntentReader
{
    /// <summary>What stands in the place of an answer.</summary>
    public const string InFlight = "in flight when the tool was ended";

    private const string Damaged = $"{IntentLog.FileName} is damaged";

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] Busy = [11, 35, unchecked((int)0x80070020)];

    private readonly byte[] _slots;

    private IntentReader(byte[] slots) => _slots = slots;

    /// <summary>
    /// The operations that began and are perhaps in no segment, by id; none where the folder has no log, or where its
    /// recorder lives. One that has not ended is unknown, and ends when it was sent.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Dictionary<long, Operation> Read(string folder)
    {
        var path = Path.Combine(folder, IntentLog.FileName);
        if (!File.Exists(path) || Content(path) is not { } content) return [];
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

    private Dictionary<long, Operation> Operations()
    {
        var operations = new Dictionary<long, Operation>();
        for (var number = 1; number < _slots.Length / IntentSlot.Bytes; number++)
        {
            var slot = At(number);
            if (slot.State == IntentSlot.Free) continue;
            var operation = OperationOf(number, slot);
            if (!operations.TryAdd(operation.Id, operation)) throw new InvalidDataException($"{Damaged}: operation {operation.Id} stands in it twice");
        }

        return operations;
    }

    private IntentSlot At(int number) => MemoryMarshal.Read<IntentSlot>(_slots.AsSpan(number * IntentSlot.Bytes));

    private Operation OperationOf(int number, in IntentSlot slot)
    {
        var hasEnded = slot.State == IntentSlot.Ended;
        if (!hasEnded && slot.State != IntentSlot.Begun || slot.Outcome > (byte)Outcome.Unknown || slot.InputLength < -1)
            throw new InvalidDataException($"{Damaged}: its slot {number} cannot have been written so");
        var text = Text(number, slot.KindLength + slot.KeyLength + Math.Max(0, slot.InputLength));
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

    private byte[] Text(int number, int length)
    {
        if (length > _slots.Length) throw new InvalidDataException($"{Damaged}: its slot {number} is longer than the file");
        var text = new byte[length];
        var left = text.AsSpan();
        for (var start = IntentSlot.TextStart; ; start = IntentSlot.FurtherTextStart)
        {
            var piece = Math.Min(IntentSlot.Bytes - start, left.Length);
            _slots.AsSpan(number * IntentSlot.Bytes + start, piece).CopyTo(left);
            left = left[piece..];
            if (left.IsEmpty) return text;
            number = At(number).Next;
            if (number <= 0 || number >= _slots.Length / IntentSlot.Bytes) throw new InvalidDataException($"{Damaged}: a text of it goes on nowhere");
        }
    }

    private static TimeSpan Time(long microseconds) => new(microseconds * TimeSpan.TicksPerMicrosecond);
}
