namespace Faultline.Histories;

/// <summary>
/// An ended operation while it waits to be written: 40 bytes. Texts are numbers of a <see cref="TextTable"/>,
/// times are microseconds, and what needs few bits shares a word: ids up to 2^40, times up to 2^52 µs (142 years),
/// users up to 2^20. Attempts that last longer than 71 minutes are recorded as 71 minutes long.
/// </summary>
internal readonly struct OperationRecord
{
    /// <summary>Ids are smaller.</summary>
    public const long MostIds = 1L << (64 - IdShift);

    /// <summary>Numbers of users are smaller.</summary>
    public const int MostUsers = 1 << (32 - TextBits);

    private const int TextBits = 12;
    private const int StatusBits = 10;
    private const int OutcomeBits = 2;
    private const int IdShift = TextBits + StatusBits + OutcomeBits;
    private const ulong TextMask = (1 << TextBits) - 1;
    private const int HighestStatus = (1 << StatusBits) - 1;

    private readonly ulong _idKindStatusOutcome;
    private readonly ulong _intendedInstance;
    private readonly uint _userAnswer;
    private readonly uint _intendedToSent;
    private readonly uint _intendedToCompleted;

    /// <summary>Packs an operation; <paramref name="times"/> are intended, sent and completed.</summary>
    public OperationRecord(
        long id,
        int kind,
        string key,
        int user,
        (TimeSpan Intended, TimeSpan Sent, TimeSpan Completed) times,
        Outcome outcome,
        int status,
        int bytes,
        int answer,
        int instance)
    {
        _idKindStatusOutcome = ((ulong)id << IdShift)
            | ((ulong)(uint)kind << (StatusBits + OutcomeBits))
            | ((ulong)(uint)Math.Clamp(status, 0, HighestStatus) << OutcomeBits)
            | (byte)outcome;
        _intendedInstance = ((ulong)Microseconds(times.Intended) << TextBits) | (uint)instance;
        _userAnswer = ((uint)user << TextBits) | (uint)answer;
        _intendedToSent = Between(times.Intended, times.Sent);
        _intendedToCompleted = Between(times.Intended, times.Completed);
        Key = key;
        Bytes = bytes;
    }

    public string Key { get; }

    public int Bytes { get; }

    public long Id => (long)(_idKindStatusOutcome >> IdShift);

    public int Kind => (int)((_idKindStatusOutcome >> (StatusBits + OutcomeBits)) & TextMask);

    public int Status => (int)(_idKindStatusOutcome >> OutcomeBits) & HighestStatus;

    public Outcome Outcome => (Outcome)(_idKindStatusOutcome & ((1 << OutcomeBits) - 1));

    public int User => (int)(_userAnswer >> TextBits);

    public int Answer => (int)(_userAnswer & TextMask);

    public int Instance => (int)(_intendedInstance & TextMask);

    public long IntendedMicroseconds => (long)(_intendedInstance >> TextBits);

    public long SentMicroseconds => IntendedMicroseconds + _intendedToSent;

    public long CompletedMicroseconds => IntendedMicroseconds + _intendedToCompleted;

    /// <summary>A time since the start of the load, as it is recorded.</summary>
    internal static long Microseconds(TimeSpan time) => Math.Max(0, time.Ticks / TimeSpan.TicksPerMicrosecond);

    private static uint Between(TimeSpan from, TimeSpan to) =>
        (uint)Math.Clamp(Microseconds(to) - Microseconds(from), 0, uint.MaxValue);
}
