using System.Globalization;
using System.Net.Sockets;

namespace Faultline.Load.Http;

/// <summary>Why there was no answer, in the words of the report.</summary>
internal static class FailureText
{
    public const string CancelledBeforeSending = "cancelled before sending";
    public const string CancelledInFlight = "cancelled in flight";
    public const string Closed = "the target is closed";
    public const string ClosedBeforeSending = "connection closed before sending";
    public const string InvalidHeaders = "the headers cannot stand in a request";
    public const string InvalidPath = "the path cannot stand in a request";

    /// <summary>The answer is not read to its end, since all answers under way hold as much as they may.</summary>
    public static string Cut(long mebibytes) => string.Create(
        CultureInfo.InvariantCulture, $"answer cut off: those under way together were larger than {mebibytes} MiB");

    public static string TimedOut(TimeSpan timeout) => "timed out after " + Seconds(timeout);

    public static string NoneFree(TimeSpan timeout) => "no connection was free for " + Seconds(timeout);

    public static string ConnectTimedOut(TimeSpan timeout) => "no connection after " + Seconds(timeout);

    /// <summary>Why no connection was made.</summary>
    public static string OfConnecting(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery
            => "name not found",
        SocketError.HostUnreachable or SocketError.HostDown => "host unreachable",
        SocketError.NetworkUnreachable or SocketError.NetworkDown => "network unreachable",
        SocketError.TimedOut => "the system gave up connecting",
        SocketError.AddressNotAvailable => "no local address or port left",
        SocketError.TooManyOpenSockets => "too many open files",
        SocketError.ConnectionReset => "connection reset before sending",
        _ => "cannot connect: " + error,
    };

    /// <summary>Why a connection could not be secured.</summary>
    public static string OfSecuring(Exception error) => "no TLS session: " + (error.InnerException is SocketException { SocketErrorCode: var code }
        ? OfConnecting(code)
        : error.Message.TrimEnd('.'));

    /// <summary>Why a connection took no byte of the request.</summary>
    public static string OfSending(SocketError error) => error switch
    {
        SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted => "connection reset before sending",
        _ => "connection broke before sending: " + error,
    };

    /// <summary>Why a connection broke once it carried the request.</summary>
    public static string OfExchange(SocketError error, bool answerBegun) => error switch
    {
        SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted => answerBegun
            ? "connection reset inside the answer"
            : "connection reset after sending",
        _ => $"connection broke {(answerBegun ? "inside the answer" : "after sending")}: {error}",
    };

    /// <summary>What an end of the stream cut off.</summary>
    public static string OfEnd(bool answerBegun) => answerBegun
        ? "end of stream inside the answer"
        : "connection closed without an answer";

    private static string Seconds(TimeSpan timeout) =>
        timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
