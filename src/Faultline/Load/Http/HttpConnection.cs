using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Faultline.Load.Http;

/// <summary>One connection, carrying one exchange at a time; or, if <paramref name="once"/>, one and no other.</summary>
/// <param name="socket">The connection.</param>
/// <param name="session">What secures it; null: nothing.</param>
/// <param name="pool">Where it goes back to.</param>
/// <param name="requests">How requests are written.</param>
/// <param name="memory">What answers may take.</param>
/// <param name="time">The source of time.</param>
/// <param name="once">Whether it is closed after its first exchange.</param>
internal sealed class HttpConnection(
    Socket socket, SslStream? session, ConnectionPool pool, RequestLines requests, AnswerMemory memory, TimeProvider time, bool once = false)
    : IDisposable
{
    private const int BufferLength = 4 << 10;

    private readonly ExchangeWatch _watch = new(socket, time);
    private readonly AnswerParser _parser = new(memory);

    /// <summary>Whether the server has closed this idle connection, or said something nobody asked for.</summary>
    public bool IsStale()
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Whether the server has closed this new connection before anything was sent on it.</summary>
    public bool IsClosed()
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Sends one request, reads its answer, and goes back to the pool or closes.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpAnswer> ExchangeAsync(
        HttpRequest request, long deadline, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _parser.Reset(request.Known.IsHead, request.KeptHeaders);
        _watch.Begin(deadline, cancellationToken);
        var sentAt = time.GetTimestamp();
        if (_watch.ExchangeInterruption is var early and not ExchangeInterruption.None)
        {
            pool.Discard(this);
            return HttpAnswer.NotSent(
                early == ExchangeInterruption.Cancelled
                    ? FailureText.CancelledBeforeSending
                    : FailureText.ConnectTimedOut(timeout),
                sentAt);
        }

        string? failure = null;
        var surplus = false;
        var sent = 0;
        var room = requests.Room(request);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BufferLength, room));
        Task? sending = null;
        try
        {
            // No tokens here: the watch ends both by closing the socket, which costs nothing while it does not.
            var length = requests.Write(buffer, request);
            while (sent < length)
                sent += await SendAsync(buffer.AsMemory(sent, length - sent));
            // An answer may come before a long body has left, and may be all that its server still does.
            if (!RequestLines.IsInline(request)) sending = SendAllAsync(request.Content);
            while (_parser.State == AnswerState.Reading)
            {
                var received = await ReceiveAsync(buffer);
                if (received > 0)
                {
                    surplus = _parser.Feed(buffer.AsSpan(0, received)) < received;
                }
                else if (!_parser.EndOfStream())
                {
                    failure = FailureText.OfEnd(_parser.Begun);
                    break;
                }
            }
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            var error = ErrorOf(e);
            // An idle connection has room for a request this short: where the system refuses it, it took none of it.
            if (sent == 0 && room <= BufferLength && _watch.ExchangeInterruption == ExchangeInterruption.None)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                _watch.End();
                pool.Discard(this);
                return HttpAnswer.NotSent(FailureText.OfSending(error), time.GetTimestamp());
            }

            // A session that breaks off in the midst of a record tells no error of the socket.
            failure = error == SocketError.SocketError ? FailureText.OfEnd(_parser.Begun) : FailureText.OfExchange(error, _parser.Begun);
        }
        catch (ObjectDisposedException)
        {
            failure = FailureText.CancelledInFlight;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        var completedAt = time.GetTimestamp();
        if (sending is not null) surplus |= !await EndSendingAsync(sending);
        return Conclude(request, failure, surplus, sentAt, completedAt, timeout);
    }

    /// <summary>Ends what is in flight and closes; may be called by another than the user of the connection.</summary>
    public void Abort()
    {
        _watch.Interrupt(ExchangeInterruption.Cancelled);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch.Dispose();
        session?.Dispose();
        socket.Dispose();
    }

    private static SocketError ErrorOf(Exception error) =>
        (error as SocketException ?? error.InnerException as SocketException)?.SocketErrorCode ?? SocketError.SocketError;

    private ValueTask<int> ReceiveAsync(Memory<byte> buffer) => session is null
        ? socket.ReceiveAsync(buffer, CancellationToken.None)
        : session.ReadAsync(buffer, CancellationToken.None);

    private ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes) => session is null
        ? socket.SendAsync(bytes, CancellationToken.None)
        : EncryptAsync(session, bytes);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> EncryptAsync(SslStream session, ReadOnlyMemory<byte> bytes)
    {
        await session.WriteAsync(bytes, CancellationToken.None);
        return bytes.Length;
    }

    private async Task SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await SendAsync(bytes)..];
    }

    /// <summary>Whether all of a body was sent; what is not by now is not sent any more, for its memory is the user's again.</summary>
    private async Task<bool> EndSendingAsync(Task sending)
    {
        if (!sending.IsCompleted) socket.Dispose();
        try
        {
            await sending;
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    private HttpAnswer Conclude(HttpRequest request, string? failure, bool surplus, long sentAt, long completedAt, TimeSpan timeout)
    {
        var uninterrupted = _watch.End();
        HttpAnswer answer;
        if (failure is not null)
        {
            failure = _watch.ExchangeInterruption switch
            {
                ExchangeInterruption.TimedOut => FailureText.TimedOut(timeout),
                ExchangeInterruption.Cancelled => FailureText.CancelledInFlight,
                ExchangeInterruption.None => failure,
            };
            answer = HttpAnswer.Unanswered(failure, sentAt, completedAt);
        }
        else if (_parser.State == AnswerState.Cut)
        {
            answer = HttpAnswer.Unanswered(FailureText.Cut(memory.Mebibytes), sentAt, completedAt);
        }
        else if (_parser.State == AnswerState.Broken)
        {
            answer = HttpAnswer.Unanswered("broken answer: " + _parser.Fault, sentAt, completedAt);
        }
        else
        {
            answer = new HttpAnswer(
                request.Outcomes.Of(_parser.Status, _parser.Body.Span), _parser.Status, _parser.Body, null,
                true, sentAt, completedAt, _parser.Instance)
            {
                Location = _parser.Location,
                Headers = request.KeptHeaders,
            };
        }
        // The parser is not touched after the connection went back: the next exchange may already be using it.
        _parser.Release();
        var isWhole = uninterrupted && _parser.State == AnswerState.Complete;
        if (isWhole && !once && _parser.Reusable && !surplus)
        {
            pool.Return(this);
            return answer;
        }

        if (isWhole && once) LeaveNoPort();
        pool.Discard(this);
        return answer;
    }

    /// <summary>Closes a connection on which nothing is under way, to make room for another.</summary>
    public void CloseIdle()
    {
        LeaveNoPort();
        Dispose();
    }

    /// <summary>
    /// Closed in the usual way, a connection holds a local port for a minute, and there may be more of them than ports.
    /// </summary>
    private void LeaveNoPort()
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
    }
}
