namespace Faultline.Load.Http;

/// <summary>
/// The memory that the bodies of all answers under way may take together, so that a few answers without end cannot
/// take the machine's. Short bodies, which is nearly all of them, are not counted: they cost no more than their users.
/// </summary>
/// <param name="limit">In bytes.</param>
internal sealed class AnswerMemory(long limit = AnswerMemory.Usual)
{
    /// <summary>Room for a body that is not counted, in bytes: 32 KiB.</summary>
    public const int Uncounted = 32 << 10;

    private const long Usual = 128L << 20;
    private const long Mebibyte = 1L << 20;

    private long _taken;

    /// <summary>How much there is, in MiB.</summary>
    public long Mebibytes => limit / Mebibyte;

    /// <summary>Bytes that are taken now.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Takes so many bytes; false, and none are, where they are not there.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= limit) return true;
        GiveBack(bytes);
        return false;
    }

    /// <summary>Gives back what was taken.</summary>
    public void GiveBack(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
