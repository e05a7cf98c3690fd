using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace Faultline.IntegrationTests.Kills;

/// <summary>
/// Checks out random orders of a shop from several workers, with a plain HTTP client: what the tool itself would do
/// must not be what proves the shop right.
/// </summary>
internal sealed class CheckoutLoad(Uri gateway, int orders, int seed) : IDisposable
{
    private const int Workers = 8;
    private static readonly TimeSpan CheckoutLimit = TimeSpan.FromSeconds(8);
    private readonly HttpClient _client = new() { BaseAddress = gateway, Timeout = TimeSpan.FromMinutes(2) };
    private readonly ConcurrentDictionary<int, Outcomes> _outcomes = new();

    /// <summary>What the attempts at each order came to.</summary>
    public IReadOnlyDictionary<int, Outcomes> ByOrder => _outcomes;

    /// <summary>The number of orders of which a checkout was answered with success.</summary>
    public int Acknowledged => _outcomes.Values.Count(o => o.Ok > 0);

    public async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        // With content attached nothing is sent twice.
        using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), new ByteArrayContent([]), cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
    }

    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(w => Task.Run(() => WorkAsync(new Random(seed * 100 + w), stop), CancellationToken.None)));

    public void Dispose() => _client.Dispose();

    private async Task WorkAsync(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var order = random.Next(orders);
            var outcomes = _outcomes.GetOrAdd(order, _ => new Outcomes());
            // It is not the run's end that cuts a checkout off: what became of it would then be unknown for no reason.
            using var limit = new CancellationTokenSource(CheckoutLimit);
            try
            {
                using var answer = await _client.PostAsync(
                    new Uri(string.Create(CultureInfo.InvariantCulture, $"orders/checkout/{order}"), UriKind.Relative), new ByteArrayContent([]), limit.Token);
                outcomes.Add(answer.StatusCode);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                outcomes.Add(HttpStatusCode.BadGateway);
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    /// <summary>How the attempts at one order ended.</summary>
    internal sealed class Outcomes
    {
        private int _ok;
        private int _refused;
        private int _unknown;

        public int Ok => _ok;

        public int Refused => _refused;

        public int Unknown => _unknown;

        public void Add(HttpStatusCode status)
        {
            if (status == HttpStatusCode.OK) Interlocked.Increment(ref _ok);
            else if (status == HttpStatusCode.BadRequest) Interlocked.Increment(ref _refused);
            else Interlocked.Increment(ref _unknown);
        }
    }
}
