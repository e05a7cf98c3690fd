using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Faultline.Workloads.Http.Population;

/// <summary>
/// Ids that no run ever made before: UUIDs of version 4 (RFC 9562) in form, of which the first half is this run's and the second
/// counts. A seed would make a second run send the ids of the first, and a system that knows them would do nothing.
/// </summary>
internal sealed class UniqueIds
{
    private readonly ulong _run;
    private long _made;

    /// <summary>Ids of a new run.</summary>
    public UniqueIds()
        : this(BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))))
    {
    }

    /// <summary>Ids of a run with this number.</summary>
    public UniqueIds(ulong run) => _run = run;

    /// <summary>The next one.</summary>
    public string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _run);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Interlocked.Increment(ref _made));
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
