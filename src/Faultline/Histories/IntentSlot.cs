using System.Runtime.InteropServices;

namespace Faultline.Histories;

/// <summary>
/// The start of a slot of <see cref="IntentLog"/>, 64 bytes; the rest of the slot holds text: kind, key and input, one behind
/// the other. Text that does not fit goes on in other slots, which hold nothing but the number of the next and text.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct IntentSlot
{
    /// <summary>Size of a slot in bytes: two lines of a processor's cache.</summary>
    public const int Bytes = 128;

    /// <summary>Where the text of a first slot begins.</summary>
    public const int TextStart = 68;

    /// <summary>Where the text of a further slot begins.</summary>
    public const int FurtherTextStart = 8;

    /// <summary>Nothing, or text of another slot.</summary>
    public const int Free = 0;

    /// <summary>An operation that has begun.</summary>
    public const int Begun = 1;

    /// <summary>An operation that has ended, and is not in a closed segment yet.</summary>
    public const int Ended = 2;

    /// <summary>One of the three above; written last, so that whatever a killed process left is whole.</summary>
    public int State;

    /// <summary>The slot in which the text goes on, or 0.</summary>
    public int Next;

    public long Id;
    public long Intended;
    public long Sent;
    public long Completed;
    public long Value;
    public int User;
    public int Size;
    public short Status;
    public byte Outcome;
    public byte HasValue;
    public ushort KindLength;
    public ushort KeyLength;

    /// <summary>Length of the input in bytes, or -1 where there is none. It takes the first four bytes behind the first 64.</summary>
    public int InputLength;
}
