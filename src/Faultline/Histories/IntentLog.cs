using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Text;

namespace Faultline.Histories;

/// <summary>
/// What has begun and is in no closed segment yet, in a file that is mapped into memory: what was written there outlives the
/// process, even when that is killed between two instructions, at the cost of a few stores. It is not flushed, so it does not
/// outlive the machine. Never waits for the disk, but where the system lets a store into the file wait for it.
/// </summary>
internal sealed unsafe class IntentLog : IDisposable
{
    /// <summary>Name of the file, beside the segments.</summary>
    public const string FileName = "intents.ring";

    // The file grows by regions of 2 MiB.
    private const int SlotsARegion = 1 << 14;
    private const int RegionBytes = SlotsARegion * IntentSlot.Bytes;
    private const int MostRegions = 64;
    private const int TextRoom = IntentSlot.Bytes - IntentSlot.TextStart;
    private const int FurtherTextRoom = IntentSlot.Bytes - IntentSlot.FurtherTextStart;

    private static readonly byte[] Zeros = new byte[64 << 10];

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly List<Region> _mapped = [];
    private readonly nint[] _regions = new nint[MostRegions];

    // Taken from the end, so that the same few pages are used over and over.
    private readonly Stack<int> _free = new(SlotsARegion);
    private int _inUse;
    private bool _growing;
    private bool _closed;

    /// <summary>Makes the file in a folder. Nobody else can open it while this lives.</summary>
    /// <exception cref="IOException">It cannot be made, or there is no room for it.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made.</exception>
    public IntentLog(string folder)
    {
        _file = new FileStream(Path.Combine(folder, FileName), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        try
        {
            Grow();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// Puts an operation on record that is about to be sent; none where all slots are taken, since the disk does not take
    /// segments as fast as operations end.
    /// </summary>
    public Intent Begin(long id, string kind, string key, int user, TimeSpan intended, TimeSpan now, string? input)
    {
        var utf8 = Encoding.UTF8;
        var (kindLength, keyLength, inputLength) = (utf8.GetByteCount(kind), utf8.GetByteCount(key), input is null ? -1 : utf8.GetByteCount(input));
        if (kindLength > ushort.MaxValue || keyLength > ushort.MaxValue) return default;
        var length = kindLength + keyLength + Math.Max(0, inputLength);
        var number = Take(length <= TextRoom ? 1 : 1 + (length - TextRoom + FurtherTextRoom - 1) / FurtherTextRoom);
        if (number == 0) return default;

        ref var slot = ref At(number);
        if (length <= TextRoom)
        {
            var text = new Span<byte>((byte*)Unsafe.AsPointer(ref slot) + IntentSlot.TextStart, TextRoom);
            Encode(text);
        }
        else
        {
            var text = ArrayPool<byte>.Shared.Rent(length);
            Encode(text);
            Scatter(number, text.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(text);
        }

        slot.Id = id;
        slot.Intended = OperationRecord.Microseconds(intended);
        slot.Sent = Math.Max(slot.Intended, OperationRecord.Microseconds(now));
        slot.User = user;
        (slot.KindLength, slot.KeyLength, slot.InputLength) = ((ushort)kindLength, (ushort)keyLength, inputLength);
        Volatile.Write(ref slot.State, IntentSlot.Begun);
        return new Intent(number);

        void Encode(Span<byte> text)
        {
            utf8.GetBytes(kind, text);
            utf8.GetBytes(key, text[kindLength..]);
            if (input is not null) utf8.GetBytes(input, text[(kindLength + keyLength)..]);
        }
    }

    /// <summary>Adds how an operation ended, which is not in a segment yet.</summary>
    public void End(Intent intent, TimeSpan sent, TimeSpan completed, Outcome outcome, int status, int size, long? value)
    {
        if (!intent.IsKept) return;
        ref var slot = ref At(intent.Slot);
        slot.Sent = Math.Max(slot.Intended, OperationRecord.Microseconds(sent));
        slot.Completed = Math.Max(slot.Sent, OperationRecord.Microseconds(completed));
        slot.Outcome = (byte)outcome;
        slot.Status = (short)status;
        slot.Size = size;
        slot.HasValue = value is null ? (byte)0 : (byte)1;
        slot.Value = value.GetValueOrDefault();
        Volatile.Write(ref slot.State, IntentSlot.Ended);
    }

    /// <summary>Forgets operations, which are in a closed segment or are counted as lost.</summary>
    public void Release(ReadOnlySpan<Intent> intents)
    {
        lock (_gate)
        {
            if (_closed) return;
            foreach (var intent in intents)
            {
                if (!intent.IsKept) continue;
                _inUse--;
                for (var number = intent.Slot; number != 0;)
                {
                    ref var slot = ref At(number);
                    Volatile.Write(ref slot.State, IntentSlot.Free);
                    _free.Push(number);
                    number = slot.Next;
                }
            }
        }
    }

    /// <summary>Closes the file, which stays only where it still tells of operations.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            _file.Dispose();
            // Whoever holds a slot may still write into it, so its memory stays for as long as the process does.
            if (_inUse > 0) return;
            foreach (var region in _mapped) region.Unmap();
            Delete();
        }
    }

    private ref IntentSlot At(int number) =>
        ref Unsafe.AsRef<IntentSlot>((byte*)_regions[number / SlotsARegion] + number % SlotsARegion * IntentSlot.Bytes);

    /// <summary>Takes so many slots, each of which names the next; 0 where they are not there.</summary>
    private int Take(int slots)
    {
        lock (_gate)
        {
            if (_closed) return 0;
            if (_free.Count < _mapped.Count * SlotsARegion / 2 && !_growing && _mapped.Count < MostRegions)
            {
                _growing = true;
                ThreadPool.UnsafeQueueUserWorkItem(static log => log.GrowInBackground(), this, preferLocal: false);
            }

            if (_free.Count < slots) return 0;
            _inUse++;
            var next = 0;
            for (; slots > 0; slots--)
            {
                var number = _free.Pop();
                At(number).Next = next;
                next = number;
            }

            return next;
        }
    }

    private void Delete()
    {
        try
        {
            File.Delete(_file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It tells of no operation, so it may as well stay; or its folder is gone.
        }
    }

    private void Scatter(int number, ReadOnlySpan<byte> text)
    {
        for (var start = IntentSlot.TextStart; !text.IsEmpty; start = IntentSlot.FurtherTextStart)
        {
            ref var slot = ref At(number);
            var room = Math.Min(IntentSlot.Bytes - start, text.Length);
            text[..room].CopyTo(new Span<byte>((byte*)Unsafe.AsPointer(ref slot) + start, room));
            text = text[room..];
            number = slot.Next;
        }
    }

    private void GrowInBackground()
    {
        try
        {
            // To twice its size: a load that has taken half of it will soon have taken the rest.
            for (var more = Math.Min(_mapped.Count, MostRegions - _mapped.Count); more > 0; more--) Grow();
        }
#pragma warning disable CA1031 // Whatever the disk or the system say: the load goes on.
        catch (Exception)
#pragma warning restore CA1031
        {
            // There is no room for more, or the run is over: what finds no slot is counted by its recorder. Not tried again.
            return;
        }

        lock (_gate) _growing = false;
    }

    private void Grow()
    {
        var region = _mapped.Count;
        // Written, not just made longer: a store into a page that the disk has no room for would end the process.
        for (var written = 0; written < RegionBytes; written += Zeros.Length)
            RandomAccess.Write(_file.SafeFileHandle, Zeros, (long)region * RegionBytes + written);
        var mapped = new Region(_file, (long)region * RegionBytes);
        lock (_gate)
        {
            if (_closed)
            {
                mapped.Unmap();
                return;
            }

            _mapped.Add(mapped);
            _regions[region] = mapped.Start;
            // The very first slot has no number, since 0 says that there is none.
            for (var slot = SlotsARegion - 1; slot >= (region == 0 ? 1 : 0); slot--) _free.Push(region * SlotsARegion + slot);
        }
    }

    /// <summary>A part of the file, as memory.</summary>
    private sealed class Region
    {
        private readonly MemoryMappedViewAccessor _view;

        public Region(FileStream file, long offset)
        {
            // The view stays mapped without it, and a descriptor less is open.
            using var mapping = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            _view = mapping.CreateViewAccessor(offset, RegionBytes);
            byte* start = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            Start = (nint)start;
        }

        public nint Start { get; }

        public void Unmap()
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
        }
    }
}
