using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;
using Faultline.Hosting;

namespace Faultline.Docker;

/// <summary>A connection to a Docker engine, in an API version that both sides speak.</summary>
public sealed class DockerEngine : IDisposable
{
    // 1.41 is Docker 20.10; 1.51 the newest whose answers this code was written for.
    private static readonly System.Version Oldest = new(1, 41);
    private static readonly System.Version Newest = new(1, 51);
    private static readonly TimeSpan GreetingLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    // In characters.
    private const int LongestRefusal = 1000;

    private readonly TimeProvider _time;

    private DockerEngine(DockerClient client, Uri endpoint, string id, string platform, TimeProvider time)
    {
        (Client, Endpoint, Id, Platform, _time) = (client, endpoint, id, platform, time);
    }

    /// <summary>Where it is reached.</summary>
    public Uri Endpoint { get; }

    /// <summary>The id that the engine gave itself; the same however it is reached.</summary>
    public string Id { get; }

    /// <summary>System and processor of its containers, such as <c>linux/amd64</c>.</summary>
    public string Platform { get; }

    internal DockerClient Client { get; }

    /// <summary>Connects to the engine that the environment names: <c>DOCKER_HOST</c>, else the current context, else the usual socket.</summary>
    /// <exception cref="HostUnavailableException">It is absent, forbidden or too old.</exception>
    public static Task<DockerEngine> ConnectAsync(TimeProvider time, CancellationToken cancellationToken) =>
        ConnectAsync(EndpointOf(DockerConfig.Instance), time, cancellationToken);

    /// <summary>Connects to the engine at an address.</summary>
    /// <exception cref="HostUnavailableException">It is absent, forbidden or too old.</exception>
    public static async Task<DockerEngine> ConnectAsync(Uri endpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        if (endpoint.Scheme is not ("unix" or "npipe" or "tcp" or "http"))
            throw new HostUnavailableException(
                $"Docker at {endpoint} cannot be used: {endpoint.Scheme} is not spoken here",
                "Next: a unix socket, a named pipe or tcp in DOCKER_HOST; to an engine behind ssh, forward its socket (ssh -L)");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(GreetingLimit);
        try
        {
            VersionResponse version;
            using (var greeting = Build(endpoint, Oldest))
            {
                version = await GreetAsync(greeting, endpoint, limit.Token);
            }

            var client = Build(endpoint, Negotiate(version, endpoint));
            try
            {
                var info = await client.System.GetSystemInfoAsync(limit.Token);
                return new DockerEngine(client, endpoint, info.ID, $"{version.Os}/{version.Arch}", time);
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is not HostUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(endpoint, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();

    /// <summary>Asks the engine something; what goes wrong becomes a <see cref="HostUnavailableException"/>.</summary>
    internal async Task<T> AskAsync<T>(Func<DockerClient, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(AnswerLimit, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            return await ask(Client, limit.Token);
        }
        catch (DockerApiException e)
        {
            throw new HostUnavailableException($"Docker refused: {Text(e)}", inner: e);
        }
        catch (Exception e) when (e is not HostUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(Endpoint, e);
        }
    }

    /// <summary>Tells the engine to do something.</summary>
    internal Task TellAsync(Func<DockerClient, CancellationToken, Task> tell, CancellationToken cancellationToken) =>
        AskAsync(
            async (client, token) =>
            {
                await tell(client, token);
                return true;
            },
            cancellationToken);

    /// <summary>The version of the API that is used with an engine, or the error that there is none.</summary>
    internal static System.Version Negotiate(VersionResponse engine, Uri endpoint)
    {
        if (!System.Version.TryParse(engine.APIVersion, out var newest)) throw new HostUnavailableException($"what answers at {endpoint} is not a Docker engine");
        if (newest < Oldest)
            throw new HostUnavailableException(
                $"Docker at {endpoint} is too old: it speaks API {newest}, {Oldest} is needed", "Next: Docker 20.10 or later");
        return newest < Newest ? newest
            : System.Version.TryParse(engine.MinAPIVersion, out var least) && least > Newest ? least
            : Newest;
    }

    private static Uri EndpointOf(DockerConfig config)
    {
        try
        {
            return config.GetEndpoint();
        }
        catch (Exception e)
        {
            // Whatever is wrong with the person's Docker settings, the message of who read them is all there is.
            throw new HostUnavailableException($"the settings of Docker's client cannot be read: {e.Message}", "Next: DOCKER_HOST, DOCKER_CONTEXT and ~/.docker", e);
        }
    }

    private static DockerClient Build(Uri endpoint, System.Version version) =>
        new DockerClientBuilder().WithEndpoint(endpoint).WithApiVersion(version).WithTimeout(Timeout.InfiniteTimeSpan).Build();

    private static async Task<VersionResponse> GreetAsync(DockerClient client, Uri endpoint, CancellationToken cancellationToken)
    {
        try
        {
            return await client.System.GetVersionAsync(cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.BadRequest && NewerOnly(e) is { } least)
        {
            using var newer = Build(endpoint, least);
            return await newer.System.GetVersionAsync(cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.BadRequest && e.ResponseBody?.Contains("too new", StringComparison.Ordinal) == true)
        {
            throw new HostUnavailableException($"Docker at {endpoint} is too old: it does not speak API {Oldest}", "Next: Docker 20.10 or later", e);
        }
    }

    /// <summary>The oldest version that an engine accepts, from its refusal of an older one.</summary>
    private static System.Version? NewerOnly(DockerApiException refusal)
    {
        const string Before = "Minimum supported API version is ";
        var text = refusal.ResponseBody ?? "";
        var at = text.IndexOf(Before, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var number = new string([.. text[(at + Before.Length)..].TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]);
        return System.Version.TryParse(number, out var version) ? version : null;
    }

    /// <summary>The message of a refusal; of a long one its beginning.</summary>
    internal static string Text(DockerApiException e)
    {
        var text = Whole(e);
        return text.Length <= LongestRefusal ? text : string.Concat(text.AsSpan(0, LongestRefusal), "…");
    }

    private static string Whole(DockerApiException e)
    {
        try
        {
            using var body = System.Text.Json.JsonDocument.Parse(e.ResponseBody ?? "");
            if (body.RootElement.TryGetProperty("message", out var message)) return message.GetString() ?? e.Message;
        }
        catch (System.Text.Json.JsonException)
        {
            // No message of the engine's own form.
        }

        return string.IsNullOrWhiteSpace(e.ResponseBody) ? e.Message : e.ResponseBody.Trim();
    }

    private static HostUnavailableException Unreachable(Uri endpoint, Exception cause)
    {
        var socket = cause as SocketException ?? cause.InnerException as SocketException ?? cause.InnerException?.InnerException as SocketException;
        var (why, next) = (cause, socket?.SocketErrorCode) switch
        {
            (_, SocketError.AddressNotAvailable or SocketError.InvalidArgument) =>
                ("no such socket", "Next: start Docker, or name its address in DOCKER_HOST"),
            (_, SocketError.ConnectionRefused) => ("connection refused", "Next: start Docker, or name its address in DOCKER_HOST"),
            (_, SocketError.AccessDenied) => ("permission denied", "Next: run it as a user of the group docker, or as root"),
            (OperationCanceledException or TimeoutException, _) => ("no answer", "Next: look whether the engine hangs (docker info)"),
            (_, null) => (cause.Message, "Next: look whether docker info answers"),
            _ => (socket!.Message, "Next: look whether docker info answers"),
        };
        return new HostUnavailableException($"cannot reach Docker at {endpoint} ({why})", next, cause);
    }
}
