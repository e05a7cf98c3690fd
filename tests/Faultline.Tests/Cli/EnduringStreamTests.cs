using Faultline.Cli.Terminal;

namespace Faultline.Tests.Cli;

public sealed class EnduringStreamTests
{
    [Fact]
    public void What_is_written_arrives()
    {
        using var inner = new MemoryStream();
        using var stream = new EnduringStream(inner);

        stream.Write("ab"u8);
        stream.Write([99, 100], 1, 1);
        stream.Flush();

        Assert.Equal("abd"u8.ToArray(), inner.ToArray());
        Assert.Null(stream.Failure);
    }

    [Fact]
    public void After_the_first_failure_it_drops_what_comes_and_nobody_comes_to_grief()
    {
        using var inner = new DeadTerminal();
        using var writer = new StreamWriter(new EnduringStream(inner)) { AutoFlush = true };

        for (var i = 0; i < 10; i++) writer.WriteLine("fault: killed");

        Assert.Equal(1, inner.Tries);
        Assert.Equal(5, ((EnduringStream)writer.BaseStream).Failure?.HResult);
    }

    private sealed class DeadTerminal : MemoryStream
    {
        public int Tries { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Tries++;
            throw new IOException("Input/output error", 5);
        }
    }
}
