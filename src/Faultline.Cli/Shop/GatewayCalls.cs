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

    // Nothing is there yet, so that each is refused by the service itself.
    private static readonly string[] Paths = ["orders/find/0", "stock/find/0", "payment/find_user/0"];

    /// <summary>Returns when every service has answered by way of the gateway, as often as it has replicas.</summary>
    /// <param name="gateway">Where the shop is reached.</param>
    /// <param name="replicas">Instances of each service; the gateway asks them in turn.</param>
    /// <param name="limit">How long all of that may take.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostUnavailableException">A service did not answer within the limit.</exception>
    public static async Task AnsweredAsync(Uri gateway, int replicas, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = gateway,
            Timeout = CallLimit,
        };
        var begun = time.GetTimestamp();
        foreach (var path in Paths)
            for (var answered = 0; answered < replicas;)
            {
                var said = await AskAsync(client, path, cancellationToken);
                if (said is null)
                {
                    answered++;
                    continue;
                }

                if (time.GetElapsedTime(begun) > limit)
                    throw new HostUnavailableException(
                        $"GET {new Uri(gateway, path)} had no answer of the service itself within {limit.TotalSeconds:0} s ({said})");
                await Task.Delay(Pause, time, cancellationToken);
            }
    }

    /// <summary>Null where the service answered, else what came instead.</summary>
    private static async Task<string?> AskAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return (int)answer.StatusCode < 500 ? null : $"status {(int)answer.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"none within {CallLimit.TotalSeconds:0} s";
        }
    }
}
