using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using Faultline.Load.Http;

namespace Faultline.Tests.Load.Http;

public sealed class AnswerParserTests
{
    public static TheoryData<string, int, string, bool> WholeAnswers => new()
    {
        { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello", true },
        { "HTTP/1.1 200 OK\r\ncontent-length:5 \r\n\r\nhello", 200, "hello", true },
        { "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", 200, "", true },
        { "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", 200, "ok", true },
        { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", 200, "ok", true },
        { "HTTP/1.1 200 OK\r\nContent-Length: 2, 02\r\n\r\nok", 200, "ok", true },
        { "HTTP/1.1 200 OK\r\nServer: long\r\n  name\r\nContent-Length: 2\r\n\r\nok", 200, "ok", true },
        { "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno", 404, "no", false },
        { "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: foo, Close\r\n\r\nno", 404, "no", false },
        { "HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n", 204, "", true },
        { "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", 304, "", true },
        { "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\n1", 201, "1", true },
        { "HTTP/1.1 103 Hints\r\nLink: a\r\nX-Instance: no\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, "", true },
        { "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", false },
        { "HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok", 200, "ok", true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 200, "hello", true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5;a=b;c\r\nhello\r\n00A ;x\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n", 200, "hello0123456789", true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n1\r\n!\r\n0\r\n\r\n", 200, "!", false },
        { "HTTP/1.1 500 Oh: no\r\nX-Instance: a\r\nContent-Length: 3\r\n\r\nbad", 500, "bad", true },
    };

    public static TheoryData<string, string> BrokenAnswers => new()
    {
        { "\r\nHTTP/1.1 200 OK\r\n", "not a status line of HTTP/1" },
        { "HTTP/2 200\r\n\r\n", "not a status line of HTTP/1" },
        { "SSH-2.0-OpenSSH_9.6\r\n", "not a status line of HTTP/1" },
        { "HTTP/1.1  200 OK\r\n", "status is not a number" },
        { "HTTP/1.1 2x0 OK\r\n", "status is not a number" },
        { "HTTP/1.1 2000 OK\r\n", "status is not a number of three digits" },
        { "HTTP/1.1 099 OK\r\n", "status is not a number of three digits" },
        { "HTTP/1.1 200 O\0K\r\n", "control character in the status line" },
        { "HTTP/1.1 101 Switching Protocols\r\n\r\n", "switched to a protocol nobody asked for" },
        { "HTTP/1.1 200 OK\r\nno colon\r\n", "not a header" },
        { "HTTP/1.1 200 OK\r\n: empty\r\n", "not a header" },
        { "HTTP/1.1 200 OK\r\nServer : blank\r\n", "not a header" },
        { "HTTP/1.1 200 OK\r\nServer: a\rb\r\n", "control character in a header" },
        { "HTTP/1.1 200 OK\r\n folded: first\r\n", "header folded where it must not be" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n 2\r\n", "header folded where it must not be" },
        { "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n", "Content-Length is not a number" },
        { "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n", "Content-Length is not a number" },
        { "HTTP/1.1 200 OK\r\nContent-Length:\r\n", "Content-Length is not a number" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 5,\r\n", "Content-Length is not a number" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n", "Content-Length is not a number" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n", "Content-Length is too large" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 999999999999999999\r\n\r\n", "body is larger than 64 MiB" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n", "conflicting Content-Length" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n", "conflicting Content-Length" },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding is not just chunked" },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding is not just chunked" },
        { Chunks + "x\r\n", "size of a chunk is not a number" },
        { Chunks + "\r\n", "size of a chunk is not a number" },
        { Chunks + "-1\r\n", "size of a chunk is not a number" },
        { Chunks + " 1\r\n", "size of a chunk is not a number" },
        { Chunks + "1 1\r\n", "size of a chunk is not a number" },
        { Chunks + "1000000000000000\r\n", "size of a chunk is not a number" },
        { Chunks + "4000001\r\n", "body is larger than 64 MiB" },
        { Chunks + "1\r\nab\r\n", "chunk is longer than announced" },
        { Chunks + "0\r\nnot a trailer\r\n", "not a trailer" },
        { Chunks + "1;" + new string('x', 9000) + "\r\n", "line of a chunk is too long" },
        { "HTTP/1.1 200 OK\r\nX: " + new string('x', AnswerParser.HeadLimit) + "\r\n", "head is larger than 64 KiB" },
    };

    private const string Chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [MemberData(nameof(WholeAnswers))]
    public void An_answer_is_read_whole_wherever_it_is_split(string text, int status, string body, bool reusable)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        var parser = new AnswerParser(new AnswerMemory());
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                parser.Reset();
                FeedAll(parser, bytes, first, second);
                Assert.Equal(AnswerState.Complete, parser.State);
                Assert.Equal(status, parser.Status);
                Assert.Equal(body, Encoding.ASCII.GetString(parser.Body.Span));
                Assert.Equal(reusable, parser.Reusable);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WholeAnswers))]
    public void Bytes_after_an_answer_are_left_alone(string text, int status, string body, bool reusable)
    {
        var parser = new AnswerParser(new AnswerMemory());
        Assert.Equal(text.Length, parser.Feed(Encoding.ASCII.GetBytes(text + "HTTP/1.1 500 Surplus\r\n")));
        Assert.Equal(
            (status, body, reusable),
            (parser.Status, Encoding.ASCII.GetString(parser.Body.Span), parser.Reusable));
    }

    [Theory]
    [MemberData(nameof(WholeAnswers))]
    public void An_answer_cut_off_anywhere_is_not_complete(string text, int status, string body, bool reusable)
    {
        var parser = new AnswerParser(new AnswerMemory());
        for (var cut = 0; cut < text.Length; cut++)
        {
            parser.Reset();
            parser.Feed(Encoding.ASCII.GetBytes(text[..cut]));
            Assert.False(parser.EndOfStream(), $"{status} {body} {reusable} was complete after {cut} bytes");
            Assert.Equal(cut > 0, parser.Begun);
        }
    }

    [Theory]
    [MemberData(nameof(BrokenAnswers))]
    public void A_broken_answer_tells_what_is_wrong_wherever_it_is_split(string text, string fault)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        var parser = new AnswerParser(new AnswerMemory());
        for (var split = 0; split <= bytes.Length; split += bytes.Length > 1000 ? 997 : 1)
        {
            parser.Reset();
            FeedAll(parser, bytes, split, split);
            Assert.Equal((AnswerState.Broken, fault), (parser.State, parser.Fault));
            Assert.False(parser.EndOfStream());
        }
    }

    [Fact]
    public void A_body_without_a_length_ends_with_the_stream()
    {
        var parser = new AnswerParser(new AnswerMemory());
        foreach (var letter in "HTTP/1.0 200 OK\r\nX-Instance: order-2\r\n\r\nuntil the end")
            parser.Feed([(byte)letter]);
        Assert.Equal(AnswerState.Reading, parser.State);
        Assert.True(parser.EndOfStream());
        Assert.Equal("until the end", Encoding.ASCII.GetString(parser.Body.Span));
        Assert.Equal("order-2", parser.Instance);
        Assert.False(parser.Reusable);
    }

    [Fact]
    public void A_body_without_a_length_is_broken_beyond_the_limit()
    {
        var parser = new AnswerParser(new AnswerMemory());
        parser.Feed("HTTP/1.1 200 OK\r\n\r\n"u8);
        var piece = new byte[1 << 20];
        for (var i = 0; i < 64; i++)
            parser.Feed(piece);
        Assert.Equal(AnswerState.Reading, parser.State);
        parser.Feed([0]);
        Assert.Equal("body is larger than 64 MiB", parser.Fault);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2097152\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n")]
    public void An_answer_is_cut_where_the_memory_of_all_is_used_up_and_lets_go_of_it(string head)
    {
        var memory = new AnswerMemory(1 << 20);
        var (parser, other) = (new AnswerParser(memory), new AnswerParser(memory));
        parser.Feed(Encoding.ASCII.GetBytes(head));
        for (var i = 0; i < 2 << 20 && parser.State == AnswerState.Reading; i += 4096)
            parser.Feed(new byte[4096]);

        Assert.Equal(AnswerState.Cut, parser.State);
        Assert.False(parser.EndOfStream());
        Assert.InRange(memory.Taken, 1, 1 << 20);
        Assert.Equal("ok", Ok(other));

        parser.Release();
        Assert.Equal(0, memory.Taken);
        parser.Reset();
        Assert.Equal("ok", Ok(parser));
    }

    [Fact]
    public void A_short_body_takes_no_memory_of_all()
    {
        var memory = new AnswerMemory(0);
        var parser = new AnswerParser(memory);
        parser.Feed(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {AnswerMemory.Uncounted}\r\n\r\n"));
        for (var i = 0; i < AnswerMemory.Uncounted; i += 1024)
            parser.Feed(new byte[1024]);

        Assert.Equal((AnswerState.Complete, AnswerMemory.Uncounted), (parser.State, parser.Body.Length));
        Assert.Equal(0, memory.Taken);
    }

    [Fact]
    public void What_was_announced_takes_no_memory_before_it_comes()
    {
        var memory = new AnswerMemory();
        var parser = new AnswerParser(memory);
        parser.Feed("HTTP/1.1 200 OK\r\nContent-Length: 60000000\r\n\r\n"u8);
        parser.Feed(new byte[100_000]);

        Assert.InRange(memory.Taken, 100_000, 200_000);
    }

    [Fact]
    public void The_longest_body_fits_and_nothing_of_it_is_kept()
    {
        var memory = new AnswerMemory();
        var parser = new AnswerParser(memory);
        var body = ReadLongest(parser);

        parser.Release();
        GC.Collect();

        Assert.False(body.IsAlive);
        Assert.Equal(0, memory.Taken);
    }

    [Fact]
    public void A_long_name_of_an_instance_is_cut()
    {
        var parser = new AnswerParser(new AnswerMemory());
        parser.Feed(Encoding.ASCII.GetBytes($"HTTP/1.1 204 No Content\r\nX-Instance: {new string('i', 60_000)}\r\n\r\n"));

        Assert.Equal((AnswerState.Complete, 1024), (parser.State, parser.Instance.Length));
    }

    [Fact]
    public void Endless_interim_answers_are_broken_beyond_the_limit_of_the_head()
    {
        var parser = new AnswerParser(new AnswerMemory());
        var fed = 0;
        while (parser.State == AnswerState.Reading && fed <= AnswerParser.HeadLimit)
            fed += parser.Feed("HTTP/1.1 102 Processing\r\n\r\n"u8);
        Assert.Equal("head is larger than 64 KiB", parser.Fault);
    }

    [Fact]
    public void Equal_bodies_share_memory_that_another_body_does_not_overwrite()
    {
        var parser = new AnswerParser(new AnswerMemory());
        var first = Body(parser, "one");
        var second = Body(parser, "one");
        Body(parser, "two");
        Assert.True(first.Equals(second));
        Assert.Equal("one", Encoding.ASCII.GetString(first.Span));
    }

    [Fact]
    public void Random_bytes_never_throw_and_a_split_changes_nothing()
    {
        string[] words =
        [
            "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 C\r\n", "HTTP/1.0 204\r\n", "\r\n", "\n", "\r", ":", " ", "0\r\n", "5\r\n",
            "hello", "a;b", "Content-Length: 5\r\n", "Content-Length: 2\r\n", "Transfer-Encoding: chunked\r\n",
            "Connection: close\r\n", "X-Instance: é\r\n", "X: y\r\n", "\0", "ffffffffffffffff", "\t",
        ];
        var likely = Gen.Int[0, words.Length - 1].Array[0, 14]
            .Select(picks => Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\n" + string.Concat(picks.Select(i => words[i]))));
        var prefixed = Gen.Byte.Array[0, 60].Select(tail => (byte[])[.. "HTTP/1.1 200 OK\r\n"u8, .. tail]);
        var bytes = Gen.OneOf(likely, prefixed, Gen.Byte.Array[0, 60]);
        Gen.Select(bytes, Gen.Int[0, 300], Gen.Int[0, 300]).Sample((input, one, two) =>
        {
            var first = Math.Min(Math.Min(one, two), input.Length);
            var second = Math.Min(Math.Max(one, two), input.Length);
            var whole = new AnswerParser(new AnswerMemory());
            whole.Feed(input);
            var split = new AnswerParser(new AnswerMemory());
            FeedAll(split, input, first, second);
            Assert.Equal(Result(whole), Result(split));
        }, iter: 20_000);
    }

    // On its own, so that nothing on the stack holds the body.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ReadLongest(AnswerParser parser)
    {
        parser.Feed(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {AnswerBody.Limit}\r\n\r\n"));
        var piece = new byte[1 << 16];
        piece[^1] = 7;
        for (var i = 0; i < AnswerBody.Limit; i += piece.Length)
            parser.Feed(piece);
        Assert.Equal((AnswerState.Complete, (int)AnswerBody.Limit, 7), (parser.State, parser.Body.Length, parser.Body.Span[^1]));
        Assert.True(MemoryMarshal.TryGetArray(parser.Body, out var array));
        return new WeakReference(array.Array);
    }

    private static string Ok(AnswerParser parser)
    {
        parser.Feed("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8);
        return parser.State == AnswerState.Complete ? Encoding.ASCII.GetString(parser.Body.Span) : parser.State.ToString();
    }

    private static (AnswerState, string, bool, int, string, string, bool) Result(AnswerParser parser)
    {
        var complete = parser.EndOfStream();
        return (parser.State, parser.Fault, complete, parser.Status, parser.Instance,
            Convert.ToHexString(parser.Body.Span), parser.Reusable);
    }

    private static ReadOnlyMemory<byte> Body(AnswerParser parser, string body)
    {
        parser.Reset();
        parser.Feed(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        Assert.Equal(AnswerState.Complete, parser.State);
        return parser.Body;
    }

    private static void FeedAll(AnswerParser parser, byte[] bytes, int first, int second)
    {
        foreach (var range in new[] { ..first, first..second, second.. })
        {
            var piece = bytes.AsSpan(range);
            var taken = parser.Feed(piece);
            Assert.True(taken == piece.Length || parser.State != AnswerState.Reading);
        }
    }
}
