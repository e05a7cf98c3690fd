namespace Faultline.Experiments;

/// <summary>Reads a stream up to a bound, so that a small archive cannot unpack to more than memory holds.</summary>
internal sealed class BoundedStream(Stream inner, long most, string beyond) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The stream is longer than the bound.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        _read += count;
        return _read <= most ? count : throw new InvalidDataException(beyond);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
