using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.LegacyHttp;
using Docker.DotNet.Models;
using Docker.DotNet.NPipe;
using Docker.DotNet.Unix;
using Faultline.Hosting;
using Microsoft.Net.Http.Client;

namespace Faultline.Docker;

/// <summary>A connection to a Docker engine, in an API version that both sides speak.</summary>
public sealed class DockerEngine : IDisposable
{
    // 1.41 is Docker 20.10; 1.51 the newest whose answers this code was written for.
    private static readonly System.Version Oldest = new(1, 41);
    private static readonly System.Version Newest = new(1, 51);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    // In characters.
    private const int LongestRefusal = 1000;

    private readonly TimeProvider _time;

    private DockerEngine(DockerClient client, Uri endpoint, EngineIdentity identity, string platform, TimeProvider time)
    {
        (Client, Endpoint, Identity, Platform, _time) = (client, endpoint, identity, platform, time);
    }

    /// <summary>Where it is reached.</summary>
    public Uri Endpoint { get; }

    /// <summary>System and processor of its containers, such as <c>linux/amd64</c>.</summary>
    public string Platform { get; }

    internal EngineIdentity Identity { get; }

    internal DockerClient Client { get; }

    /// <summary>Connects to the engine that the environment names: <c>DOCKER_HOST</c>, else the current context, else the usual socket.</summary>
    /// <exception cref="HostUnavailableException">It is absent, forbidden or too old.</exception>
    public static Task<DockerEngine> ConnectAsync(TimeProvider time, CancellationToken cancellationToken) =>
        ConnectAsync(EngineEndpoint.Current(), time, cancellationToken);

    /// <summary>Connects to the engine at an address.</summary>
    /// <exception cref="HostUnavailableException">It is absent, forbidden or too old.</exception>
    public static async Task<DockerEngine> ConnectAsync(Uri endpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        if (endpoint.Scheme is not ("unix" or "npipe" or "tcp" or "http"))
            throw new HostUnavailableException(
                $"Docker at {endpoint} cannot be used: {endpoint.Scheme} is not spoken here",
                "Next: a unix socket, a named pipe or tcp in DOCKER_HOST; to an engine behind ssh, forward its socket (ssh -L)");
        try
        {
            await EngineGreeting.AwaitAsync(endpoint, EngineProxy.Of(endpoint), time, cancellationToken);
            VersionResponse version;
            using (var greeting = Build(endpoint, Oldest))
            {
                version = await WithinAsync(token => GreetAsync(greeting, endpoint, token), time, cancellationToken);
            }

            var client = Build(endpoint, Negotiate(version, endpoint));
            try
            {
                var info = await WithinAsync(client.System.GetSystemInfoAsync, time, cancellationToken);
                var again = await WithinAsync(client.System.GetSystemInfoAsync, time, cancellationToken);
                var identity = EngineIdentity.Of(info.ID, again.ID, endpoint, info.DockerRootDir);
                return new DockerEngine(client, endpoint, identity, $"{version.Os}/{version.Arch}", time);
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
        try
        {
            return await WithinAsync(token => ask(Client, token), _time, cancellationToken);
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

    private static async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> ask, TimeProvider time, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(AnswerLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        return await ask(limit.Token);
    }

    private static DockerClient Build(Uri endpoint, System.Version version)
    {
        var builder = new DockerClientBuilder().WithEndpoint(endpoint).WithApiVersion(version).WithTimeout(Timeout.InfiniteTimeSpan);
        return endpoint.Scheme switch
        {
            "unix" => builder.WithTransportOptions(new UnixSocketTransportOptions { ConfigureHandler = Proxied }).Build(),
            "npipe" => builder.WithTransportOptions(new NPipeTransportOptions { ConfigureHandler = Proxied }).Build(),
            _ => builder.WithTransportOptions(new LegacyHttpTransportOptions { ConfigureHandler = Proxied }).Build(),
        };

        void Proxied(ManagedHandler handler) => (handler.UseProxy, handler.Proxy) = (EngineProxy.Of(endpoint) is not null, HttpClient.DefaultProxy);
    }

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
            if (body.RootElement.ValueKind == System.Text.Json.JsonValueKind.Object
                && body.RootElement.TryGetProperty("message", out var message) && message.ValueKind == System.Text.Json.JsonValueKind.String)
                return message.GetString()!;
        }
        catch (System.Text.Json.JsonException)
        {
            // No message of the engine's own form.
        }

        return string.IsNullOrWhiteSpace(e.ResponseBody) ? e.Message : e.ResponseBody.Trim();
    }

    private static HostUnavailableException Unreachable(Uri endpoint, Exception cause)
    {
        var socket = Causes(cause).OfType<SocketException>().FirstOrDefault();
        if (EngineProxy.Of(endpoint) is { } proxy)
        {
            var refusal = cause is DockerApiException answer ? $"it answered {(int)answer.StatusCode}" : cause is OperationCanceledException or TimeoutException ? "no answer" : socket?.Message ?? cause.Message;
            return new HostUnavailableException(
                $"cannot reach Docker at {endpoint} through the proxy {EngineProxy.Text(proxy)} ({refusal})",
                $"Next: NO_PROXY={endpoint.Host} if none is needed to get there, else look at HTTP_PROXY and ALL_PROXY", cause);
        }

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

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException) yield return e;
    }
}
