namespace Faultline.Benches.Soak.Sites;

/// <summary>Asks an instance of the sample shop how it is.</summary>
internal sealed class Health : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>Why it does not serve; null where it does.</summary>
    /// <param name="address">Its own address.</param>
    /// <param name="name">Its name, which services tell with each answer.</param>
    /// <param name="stop">Ends the call.</param>
    public async Task<string?> WhyNotAsync(Uri address, string name, CancellationToken stop)
    {
        try
        {
            using var answer = await _client.GetAsync(address, stop);
            if (answer.Headers.TryGetValues("X-Instance", out var told) && told.First() != name) return $"{told.First()} answers";
            return answer.IsSuccessStatusCode ? null : $"answers {(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return "does not answer";
        }
    }

    public void Dispose() => _client.Dispose();
}
