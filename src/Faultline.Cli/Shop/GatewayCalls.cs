using Faultline.Hosting;

namespace Faultline.Cli.Shop;

/// <summary>
/// The first calls of a shop: a gateway that listens, and services that do, have not answered anybody yet, and on a
/// slow machine the first answer takes seconds.
/// </summary>
internal static class GatewayCalls
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Not of the gateway's own answers.
    private const string InstanceHeader = "X-Instance";

    // Nothing is there yet, so that each is refused by the service itself.
    private static readonly string[] Paths = ["orders/find/0", "stock/find/0", "payment/find_user/0"];

    /// <summary>Returns when every replica of every service has answered by way of the gateway.</summary>
    /// <param name="gateway">Where the shop is reached.</param>
    /// <param name="replicas">Instances of each service; each names itself in its answers.</param>
    /// <param name="check">Called before each further try; throws where there is nothing to wait for.</param>
    /// <param name="limit">How long all of that may take.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostUnavailableException">A service did not answer within the limit.</exception>
    public static async Task AnsweredAsync(Uri gateway, int replicas, Func<Task> check, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = gateway,
            Timeout = CallLimit,
        };
        var begun = time.GetTimestamp();
        foreach (var path in Paths)
        {
            var answered = new HashSet<string>(StringComparer.Ordinal);
            while (true)
            {
                var (instance, said) = await AskAsync(client, path, cancellationToken);
                // The gateway asks them in turn, so the next may be another.
                if (instance is not null && answered.Add(instance) && answered.Count < replicas) continue;
                if (answered.Count >= replicas) break;
                await check();
                if (time.GetElapsedTime(begun) > limit)
                    throw new HostUnavailableException(
                        $"GET {new Uri(gateway, path)} had answers of {answered.Count} of {replicas} instances within {limit.TotalSeconds:0} s (the last: {said})");
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>The instance that answered, or null, and what came.</summary>
    private static async Task<(string? Instance, string Said)> AskAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            var instance = (int)answer.StatusCode < 500 && answer.Headers.TryGetValues(InstanceHeader, out var names) ? names.First() : null;
            return (instance, $"status {(int)answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return (null, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"none within {CallLimit.TotalSeconds:0} s");
        }
    }
}
