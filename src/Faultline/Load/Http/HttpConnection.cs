using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Faultline.Load.Http;

/// <summary>One connection, carrying one exchange at a time; or, if <paramref name="once"/>, one and no other.</summary>
internal sealed class HttpConnection(
    Socket socket, ConnectionPool pool, RequestLines requests, AnswerMemory memory, TimeProvider time, bool once = false)
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
        HttpVerb verb, string path, long deadline, TimeSpan timeout, CancellationToken cancellation)
    {
        _parser.Reset();
        _watch.Begin(deadline, cancellation);
        var sentAt = time.GetTimestamp();
        if (_watch.Interruption is var early and not Interruption.None)
        {
            pool.Discard(this);
            return HttpAnswer.NotSent(
                early == Interruption.Cancelled
                    ? FailureText.CancelledBeforeSending
                    : FailureText.ConnectTimedOut(timeout),
                sentAt);
        }

        string? failure = null;
        var surplus = false;
        var sent = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BufferLength, requests.Room(path)));
        try
        {
            // No tokens here: the watch ends both by closing the socket, which costs nothing while it does not.
            var length = requests.Write(buffer, verb, path);
            while (sent < length)
                sent += await socket.SendAsync(buffer.AsMemory(sent, length - sent), CancellationToken.None);
            while (_parser.State == AnswerState.Reading)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
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
        catch (SocketException exception)
        {
            // An idle connection has room for a request this short: where the system refuses it, it took none of it.
            if (sent == 0 && requests.Room(path) <= BufferLength && _watch.Interruption == Interruption.None)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                _watch.End();
                pool.Discard(this);
                return HttpAnswer.NotSent(FailureText.OfSending(exception.SocketErrorCode), time.GetTimestamp());
            }

            failure = FailureText.OfExchange(exception.SocketErrorCode, _parser.Begun);
        }
        catch (ObjectDisposedException)
        {
            failure = FailureText.CancelledInFlight;
        }
        ArrayPool<byte>.Shared.Return(buffer);
        return Conclude(failure, surplus, sentAt, timeout);
    }

    /// <summary>Ends what is in flight and closes; may be called by another than the user of the connection.</summary>
    public void Abort()
    {
        _watch.Interrupt(Interruption.Cancelled);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch.Dispose();
        socket.Dispose();
    }

    private HttpAnswer Conclude(string? failure, bool surplus, long sentAt, TimeSpan timeout)
    {
        var completedAt = time.GetTimestamp();
        var uninterrupted = _watch.End();
        HttpAnswer answer;
        if (failure is not null)
        {
            failure = _watch.Interruption switch
            {
                Interruption.TimedOut => FailureText.TimedOut(timeout),
                Interruption.Cancelled => FailureText.CancelledInFlight,
                Interruption.None => failure,
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
                HttpAnswer.OutcomeOf(_parser.Status), _parser.Status, _parser.Body, null,
                true, sentAt, completedAt, _parser.Instance)
            { Location = _parser.Location };
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
