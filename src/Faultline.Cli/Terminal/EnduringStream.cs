namespace Faultline.Cli.Terminal;

/// <summary>
/// A stream of the process that nobody comes to grief on: once it cannot be written, because its terminal was closed or
/// the disk behind it is full, what comes later is dropped. Whoever kills services must not stop half-way because
/// nobody listens any more.
/// </summary>
internal sealed class EnduringStream(Stream inner) : Stream
{
    private Exception? _failure;

    /// <summary>Why it was given up, or null.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Failure is not null) return;
        try
        {
            inner.Write(buffer);
        }
        // A descriptor that was closed before the start (2>&-) is refused as a right that is missing.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Volatile.Write(ref _failure, e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    // The streams of a process have no buffer of their own.
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
