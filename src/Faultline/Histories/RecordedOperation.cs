namespace Faultline.Histories;

/// <summary>An operation on its way to disk: what <see cref="Operation"/> tells, small, with shared texts.</summary>
internal struct RecordedOperation
{
    public long Id;
    public long IntendedMicroseconds;
    public long SentMicroseconds;
    public long CompletedMicroseconds;
    public string Kind;
    public string Key;
    public string Answer;
    public string Instance;
    public int User;
    public int Bytes;
    public short Status;
    public Outcome Outcome;
}
