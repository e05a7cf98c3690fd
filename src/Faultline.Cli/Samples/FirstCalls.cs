using Faultline.Hosting;
using Faultline.Load.Http;

namespace Faultline.Cli.Samples;

/// <summary>
/// The first calls of a sample: a gateway that listens, and services that do, have not answered anybody yet, and on a
/// slow machine the first answer takes seconds.
/// </summary>
internal static class FirstCalls
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when every replica of every service has answered by way of the gateway.</summary>
    /// <param name="gateway">Where it is reached.</param>
    /// <param name="paths">Each is answered by one service.</param>
    /// <param name="replicas">Instances of each service; each names itself in its answers.</param>
    /// <param name="check">Called before each further try; throws where there is nothing to wait for.</param>
    /// <param name="limit">How long all of that may take.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostUnavailableException">A service did not answer within the limit.</exception>
    public static async Task AnsweredAsync(Uri gateway, IReadOnlyList<string> paths, int replicas, Func<Task> check, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var target = new HttpTarget(gateway, time);
        var begun = time.GetTimestamp();
        foreach (var path in paths)
        {
            var answered = new HashSet<string>(StringComparer.Ordinal);
            while (true)
            {
                var answer = await target.SendAsync(HttpVerb.Get, path, CallLimit, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                // An answer without a name is the gateway's own.
                var isNew = answer is { Status: < 500, Instance.Length: > 0 } && answered.Add(answer.Instance);
                if (answered.Count >= replicas) break;
                // The gateway asks them in turn, so the next may be another.
                if (isNew) continue;
                await check();
                if (time.GetElapsedTime(begun) > limit)
                    throw new HostUnavailableException(
                        $"GET {new Uri(gateway, path)} had answers of {answered.Count} of {replicas} instances within {limit.TotalSeconds:0} s (the last: {answer.Failure ?? $"status {answer.Status}"})");
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
